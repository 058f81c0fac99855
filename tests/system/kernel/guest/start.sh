# Goes on where init ended, now with this computer's programs: file systems, modules, the
# hardware of a Pi, then the scenarios. What they print goes to the second serial port.
. /run/control/orders.sh
mkdir -p /dev/pts /dev/shm /lib/modules
mount -t devpts devpts /dev/pts
mount -t tmpfs shm /dev/shm
rm -rf "/lib/modules/$(uname -r)"
ln -s "$MODULES/$(uname -r)" "/lib/modules/$(uname -r)"
modprobe configfs
mount -t configfs configfs /sys/kernel/config
stty -F /dev/ttyS1 raw -echo -onlcr
(
    . "$GUEST/hardware.sh"
    "$PYTHON" -u "$GUEST/$PART"
) </dev/null >/dev/ttyS1 2>&1
echo $? >/run/control/result
sync
busybox poweroff -f
