#!/bin/sh
# After the files are there. $1 is "configure" for a deb, with the version before in $2 if there was
# one; for an rpm it is how many are installed now. The service isn't enabled: it needs keys first.
set -e
[ -d /run/systemd/system ] || exit 0
systemctl daemon-reload
case "$1:$2" in
configure: | 1:) ;;
configure:* | [2-9]:) systemctl try-restart exportwatch.service ;;
esac
