# A Pi's parts, as far as a kernel without them can have them.
#   /run/rig/lines    the sysfs folder of the simulated header: sim_gpio18/{pull,value}
#   /run/rig/base     the kernel's number of its line 0
#   /run/rig/cpuinfo  what a Zero 2 W says of itself (see units/acupacer.service.d)
set -eu
mkdir -p /run/rig

# The test talks through this port.
modprobe virtio_console

# 54 lines under the name of the Pi's own pin controller, wired from outside, and keeping
# their level when a program lets go of them, as Raspberry Pi's kernel does.
modprobe gpio_sim_wired wired=1 persist_outputs=1
header=/sys/kernel/config/gpio-sim/header
if [ ! -d $header ]; then
    mkdir $header $header/bank0
    echo 54 >$header/bank0/num_lines
    echo pinctrl-bcm2835 >$header/bank0/label
    echo 1 >$header/live
fi
device=/sys/devices/platform/$(cat $header/dev_name)
echo "$device/$(cat $header/bank0/chip_name)" >/run/rig/lines
cat $device/gpio/gpiochip*/base >/run/rig/base

{
    cat /proc/cpuinfo
    printf 'Revision\t: 902120\nSerial\t\t: 00000000feedcafe\n'
} >/run/rig/cpuinfo

# A USB device controller that is looped back to this machine, which so is the laptop too:
# /dev/ttyGS0 on one side, /dev/ttyACM0 on the other. The gadget itself is the installer's.
modprobe dummy_hcd
modprobe cdc_acm

# The panel's bus is a USB adapter that the rig plays (see i2c_usb.py).
modprobe vhci_hcd
modprobe i2c_tiny_usb
