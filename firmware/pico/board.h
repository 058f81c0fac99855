// What both boards share.

#define MICROPY_HW_USB_MANUFACTURER_STRING "acupacer"
#define MICROPY_HW_USB_PRODUCT_FS_STRING "acupacer"

// A host that opens the port at 1200 baud must not end a session: the loader is asked for
// by a request of the link, which is refused while a session runs.
#define MICROPY_HW_USB_CDC_1200BPS_TOUCH (0)

// The port is always the same one.
#define MICROPY_HW_ENABLE_USB_RUNTIME_DEVICE (0)

// One loop does everything. Without a second core flash is written with fewer waits.
#define MICROPY_PY_THREAD (0)

// Frames of Python's functions lie on a stack of their own, not on the heap, where looking
// for room for each of them takes some 80 microseconds (see native.c).
#define MICROPY_ENABLE_PYSTACK (1)
void acupacer_startup(void);
#define MICROPY_BOARD_STARTUP() acupacer_startup()

// What a collection has met and not looked into yet. Where it is more than this, all of the
// memory is gone through once more: with 64, MicroPython's own, that was each time.
#define MICROPY_ALLOC_GC_STACK_SIZE (256)

// Modules are forgotten with everything else (see frozen_functions.c).
void acupacer_forget_modules(void);
#define MICROPY_BOARD_END_SOFT_RESET() acupacer_forget_modules()
