#!/bin/sh
# Runs in a mount namespace of its own, started inside the desk's folder. Makes that folder reachable at a fixed place
# for the unprivileged user of the cells, whatever the rights of the folders above it, and becomes bubblewrap.
# Nothing of the host is changed: the mount ends with the namespace.
set -e
mount -c --bind . /boot
cd /
exec "$@"
