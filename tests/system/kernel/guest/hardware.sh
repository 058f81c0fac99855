# A Pi's parts, as far as a kernel without them can have them. Exports:
#   LINES    sysfs folder of the simulated header: $LINES/sim_gpio18/{pull,value}
#   GADGET   configfs folder of the USB gadget; a name in its UDC file plugs the cable in
set -eu

# 54 lines under the name of the Pi's own pin controller, wired from outside, and keeping
# their level when a program lets go of them, as Raspberry Pi's kernel does.
modprobe gpio_sim_wired wired=1 persist_outputs=1
header=/sys/kernel/config/gpio-sim/header
mkdir $header $header/bank0
echo 54 >$header/bank0/num_lines
echo pinctrl-bcm2835 >$header/bank0/label
echo 1 >$header/live
LINES=/sys/devices/platform/$(cat $header/dev_name)/$(cat $header/bank0/chip_name)
export LINES

# A Pi Zero 2 W by its revision and serial number, where gpiozero and the device look.
{
    cat /proc/cpuinfo
    printf 'Revision\t: 902120\nSerial\t\t: 00000000feedcafe\n'
} >/run/cpuinfo
mount --bind /run/cpuinfo /proc/cpuinfo

# The project's own gadget script on a USB controller that is looped back to this machine,
# which so is the laptop as well: /dev/ttyGS0 on one side, /dev/ttyACM0 on the other.
modprobe dummy_hcd
modprobe cdc_acm
sh "$GUEST/../../../../firmware/deploy/files/usb-gadget" start
export GADGET=/sys/kernel/config/usb_gadget/acupacer

# For the panel's bus: see i2c_usb.py.
modprobe vhci_hcd
modprobe i2c_dev
modprobe i2c_tiny_usb
set +e
