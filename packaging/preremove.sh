#!/bin/sh
# Before the files go. $1 is "remove" for a deb, and for an rpm how many stay: what an upgrade does
# isn't to stop the service.
set -e
case "$1" in
remove | 0) ;;
*) exit 0 ;;
esac
command -v systemctl >/dev/null || exit 0
[ ! -d /run/systemd/system ] || systemctl stop exportwatch.service
systemctl --no-reload disable exportwatch.service 2>/dev/null || true
