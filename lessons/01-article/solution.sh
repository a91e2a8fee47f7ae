docker pull centos:centos6
docker run -d -it centos:centos6 /bin/bash
container=b90c75273b11
docker exec $container bash -c 'echo "hello" > /root/f1.txt'
ls /var/lib/docker/overlay/$container*/upper/root
docker exec $container bash -c 'echo "more" >> /root/install.log.syslog'
docker exec $container rm /root/install.log
docker diff $container
docker exec $container rmdir /srv
docker exec $container mkdir /srv
docker stop $container
docker rm $container
