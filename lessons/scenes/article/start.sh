docker daemon --storage-driver=overlay >/var/log/docker.log 2>&1 </dev/null &
until [ -e /var/run/docker.sock ]; do :; done
