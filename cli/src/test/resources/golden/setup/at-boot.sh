#!/bin/sh
# Written by jsec setup: what is gone after each boot. Run by root.
set -u
status=0
/usr/local/lib/jsec/lib/jsec-views make-cgroup --dir /sys/fs/cgroup/jsec --uid 998 --gid 998 || status=1
chmod 0666 /dev/net/tun || status=1
/usr/local/lib/jsec/lib/jsec-views make --store /var/lib/jsec/store --views /run/jsec/views --uid 998 --gid 998 --sub 196608 --slots 64 || status=1
/usr/local/lib/jsec/lib/jsec-views make-workspace --views /run/jsec/workspaces --dir /home/alice/src --name src-c2d820359efc --as 0,1000 --uid 998 --gid 998 --sub 196608 --slots 64 || status=1
exit $status
