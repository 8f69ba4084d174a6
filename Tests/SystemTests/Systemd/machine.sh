#!/usr/bin/env bash
# A real systemd as process 1 of its own name spaces, over a throw-away overlay of this machine's root.
#   machine.sh can                    whether this machine permits it; else why not (exit 69)
#   machine.sh up FOLDER              boots; what lies in FOLDER/inject is copied into its root first
#   machine.sh in FOLDER COMMAND...   runs a command inside
#   machine.sh down FOLDER            ends it
# It changes nothing outside: the root is a copy on write in memory, /proc/sys is read-only inside (else
# process 1 would set the host's limits), and there is no network but lo.
# MACHINE_ROOT names the root of another system, such as a newer Debian, in the place of this one.
set -euo pipefail

# The hierarchies that are mounted here are handed on: one (cgroup v2), or those that systemd uses of v1.
groups=/sys/fs/cgroup
if [ -e "$groups/cgroup.controllers" ]; then
    hierarchies=(.)
else
    hierarchies=()
    for name in unified systemd memory pids; do
        if [ -d "$groups/$name" ]; then hierarchies+=("$name"); fi
    done
fi

can() {
    refuse() { echo "$1" >&2; exit 69; }
    [ "$(id -u)" -eq 0 ] || refuse "a real systemd needs root"
    for program in unshare nsenter pivot_root setsid ip pgrep; do
        command -v "$program" >/dev/null || refuse "a real systemd needs the program $program"
    done
    [ -x /lib/systemd/systemd ] || refuse "there is no systemd on this machine"
    [ ${#hierarchies[@]} -gt 0 ] || refuse "there are no control groups on this machine"
    local probe="$groups/${hierarchies[0]}/seatwarden-probe.$$"
    mkdir "$probe" 2>/dev/null || refuse "control groups cannot be made on this machine"
    rmdir "$probe"
    # shellcheck disable=SC2016
    unshare -m -p -f -C -u -i -n --propagation private bash -c '
        mount -t tmpfs tmpfs /mnt && mkdir /mnt/{upper,work,root} &&
        mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work overlay /mnt/root' \
        2>/dev/null || refuse "name spaces or overlays are not permitted on this machine"
}

up() {
    mkdir -p "$folder"
    local group="seatwarden-test.$$" name
    echo "$group" >"$folder/group"
    for name in "${hierarchies[@]}"; do mkdir -p "$groups/$name/$group"; done
    (
        # Whoever waits for this script may wait until nobody holds a descriptor of it any more.
        for descriptor in /proc/"$BASHPID"/fd/*; do
            descriptor=${descriptor##*/}
            if [ "$descriptor" -gt 2 ]; then eval "exec $descriptor>&-"; fi
        done
        exec setsid "$0" enter "$folder" >"$folder/console" 2>&1 </dev/null
    ) &
    echo $! >"$folder/holder"
    local init state
    for _ in $(seq 1000); do
        if init=$(pgrep -P "$(cat "$folder/holder")" | head -n 1) && [ -n "$init" ]; then
            echo "$init" >"$folder/init"
            state=$(nsenter -t "$init" -a -- systemctl is-system-running 2>/dev/null) || true
            case $state in running | degraded) return ;; esac
        fi
        sleep 0.02
    done
    echo "systemd did not come up:" >&2
    cat "$folder/console" >&2
    down
    exit 70
}

# In the new control group: everything that is started from here on belongs to it.
enter() {
    local name
    for name in "${hierarchies[@]}"; do
        echo $$ >"$groups/$name/$(cat "$folder/group")/cgroup.procs"
    done
    exec unshare -m -p -f --kill-child=KILL -C -u -i -n --propagation private "$0" boot "$folder"
}

boot() {
    local top="$folder/root"
    mkdir -p "$top"
    mount -t tmpfs -o size=2G,mode=755 tmpfs "$top"
    mkdir "$top"/{upper,work,root}
    mount -t overlay -o "lowerdir=${MACHINE_ROOT:-/},upperdir=$top/upper,workdir=$top/work" overlay "$top/root"
    local root="$top/root"

    mount -t proc proc "$root/proc"
    mount --bind "$root/proc/sys" "$root/proc/sys"
    mount -o remount,bind,ro "$root/proc/sys"
    mount -t sysfs -o ro sysfs "$root/sys"
    if [ "${hierarchies[0]}" = . ]; then
        mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
    else
        mount -t tmpfs -o mode=755 tmpfs "$root/sys/fs/cgroup"
        local name
        for name in "${hierarchies[@]}"; do
            mkdir "$root/sys/fs/cgroup/$name"
            case $name in
            unified) mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup/unified" ;;
            systemd) mount -t cgroup -o none,name=systemd cgroup "$root/sys/fs/cgroup/systemd" ;;
            *) mount -t cgroup -o "$name" cgroup "$root/sys/fs/cgroup/$name" ;;
            esac
        done
    fi
    mount -t tmpfs -o mode=755,nosuid tmpfs "$root/dev"
    local device
    for device in null zero full random urandom tty; do
        touch "$root/dev/$device"
        mount --bind "/dev/$device" "$root/dev/$device"
    done
    mkdir "$root"/dev/{pts,shm}
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root/dev/pts"
    ln -s pts/ptmx "$root/dev/ptmx"
    ln -s /proc/self/fd "$root/dev/fd"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
    mount -t tmpfs -o mode=755,nosuid,nodev tmpfs "$root/run"
    mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
    ip link set lo up
    hostname seatwarden-test

    # What belongs to hardware, or would change the host.
    local unit
    for unit in systemd-{udevd,udev-trigger,modules-load,networkd,resolved,timesyncd,logind}.service \
        systemd-{sysctl,remount-fs,random-seed}.service e2scrub_reap.service getty.target \
        apt-daily{,-upgrade}.timer dev-{hugepages,mqueue}.mount sys-kernel-{debug,tracing}.mount \
        sys-fs-fuse-connections.mount proc-sys-fs-binfmt_misc.automount; do
        ln -sf /dev/null "$root/etc/systemd/system/$unit"
    done
    # The test's files, not with the modes of its folders above them.
    if [ -d "$folder/inject" ]; then cp -R --preserve=mode "$folder/inject/." "$root/"; fi

    cd "$root"
    mkdir -p .old
    pivot_root . .old
    cd /
    umount -l /.old
    exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin container=seatwarden-test LANG=C.UTF-8 \
        /lib/systemd/systemd --system --unit=basic.target --show-status=no
}

down() {
    kill -KILL "$(cat "$folder/holder")" 2>/dev/null || true
    local group name
    group=$(cat "$folder/group")
    for _ in $(seq 100); do
        for name in "${hierarchies[@]}"; do
            find "$groups/$name/$group" -depth -type d -exec rmdir {} \; 2>/dev/null || true
        done
        [ -e "$groups/${hierarchies[0]}/$group" ] || return 0
        sleep 0.05
    done
}

action=${1:-}
case $action in
can) can ;;
up | enter | boot | down)
    folder=$(readlink -m "${2:?usage: machine.sh $action FOLDER}")
    "$action"
    ;;
in)
    folder=$(readlink -m "${2:?usage: machine.sh in FOLDER COMMAND...}")
    exec nsenter -t "$(cat "$folder/init")" -a -- "${@:3}"
    ;;
*)
    echo "usage: machine.sh can | up FOLDER | in FOLDER COMMAND... | down FOLDER" >&2
    exit 64
    ;;
esac
