# The scene is the start: a host whose docker daemon runs, without an image.
