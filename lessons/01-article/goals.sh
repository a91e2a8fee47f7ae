image=/var/lib/docker/overlay/1a895dd3954aede5ea9e6bc23d23e8b1f6040df94647d83e71f96d60131d3235/root

# pull
pull() { has $image/root/install.log; }

# run
run() { mounted merged; }

# create
create() { content upper/root/f1.txt hello; }

# compare
compare() { lacks lower/root/f1.txt && event command upper/root; }

# copy_up
copy_up() { event copy_up upper/root/install.log.syslog; }

# remove
remove() { is_whiteout upper/root/install.log && has lower/root/install.log; }

# diff
diff() { event command 'docker diff'; }

# whiteout_directory
whiteout_directory() { is_whiteout upper/srv; }

# opaque
opaque() { is_opaque upper/srv; }

# stop
stop() { event docker_container die && has upper/root/f1.txt; }

# destroy
destroy() { event docker_container destroy; }
