// The module _acupacer: what the Pico's program needs and MicroPython's own modules lack.
//
// The serial port without waiting: sys.stdin waits for every byte it is asked for, and
// sys.stdout for room, up to half a second with a host that stopped reading. A cue may be
// due in that time. And CRC-16, which takes Python some 70 microseconds a byte.

#include "py/obj.h"
#include "py/pystack.h"
#include "py/ringbuf.h"
#include "py/runtime.h"
#include "py/stream.h"
#ifndef NO_QSTR // the pass that collects names does not know the USB stack's folders
#include "shared/tinyusb/mp_usbd.h"
#include "shared/tinyusb/mp_usbd_cdc.h"
#include "tusb.h"
#endif

extern ringbuf_t stdin_ringbuf;

// Enough for as many calls within calls as the processor's own stack has room for.
#define FRAMES_BYTES (5 * 1024)
static uint64_t frames[FRAMES_BYTES / sizeof(uint64_t)];

// Called before MicroPython starts.
void acupacer_startup(void) {
    mp_pystack_init(frames, (byte *)frames + sizeof(frames));
}

// read_into(buffer) -> int: move the bytes that are there into it. Blocks: never.
static mp_obj_t read_into(mp_obj_t buffer_in) {
    mp_buffer_info_t buffer;
    mp_get_buffer_raise(buffer_in, &buffer, MP_BUFFER_WRITE);
    byte *data = buffer.buf;
    size_t count = 0;
    while (count < buffer.len) {
        int byte = ringbuf_get(&stdin_ringbuf);
        if (byte < 0) {
            // What did not fit into the ring waits in the USB stack.
            if (!(mp_usbd_cdc_poll_interfaces(MP_STREAM_POLL_RD) & MP_STREAM_POLL_RD)) {
                break;
            }
            continue;
        }
        data[count++] = byte;
    }
    return MP_OBJ_NEW_SMALL_INT(count);
}
static MP_DEFINE_CONST_FUN_OBJ_1(read_into_obj, read_into);

// write(data) -> int: hand over as much as there is room for; how many bytes. With no host
// that has the port open all of it counts as written: nobody is there. Blocks: never.
static mp_obj_t write(mp_obj_t data_in) {
    mp_buffer_info_t data;
    mp_get_buffer_raise(data_in, &data, MP_BUFFER_READ);
    if (!tud_inited() || !tud_cdc_connected()) {
        return MP_OBJ_NEW_SMALL_INT(data.len);
    }
    size_t count = MIN(data.len, tud_cdc_write_available());
    if (count) {
        count = tud_cdc_write(data.buf, count);
        tud_cdc_write_flush();
    }
    return MP_OBJ_NEW_SMALL_INT(count);
}
static MP_DEFINE_CONST_FUN_OBJ_1(write_obj, write);

// crc_hqx(data, crc) -> int: as CPython's binascii.crc_hqx (CRC-16/XMODEM).
static mp_obj_t crc_hqx(mp_obj_t data_in, mp_obj_t crc_in) {
    mp_buffer_info_t data;
    mp_get_buffer_raise(data_in, &data, MP_BUFFER_READ);
    uint32_t crc = mp_obj_get_int(crc_in);
    for (size_t at = 0; at < data.len; at++) {
        crc ^= ((const byte *)data.buf)[at] << 8;
        for (int bit = 0; bit < 8; bit++) {
            crc = crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1;
        }
    }
    return MP_OBJ_NEW_SMALL_INT(crc & 0xFFFF);
}
static MP_DEFINE_CONST_FUN_OBJ_2(crc_hqx_obj, crc_hqx);

static const mp_rom_map_elem_t globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__acupacer) },
    { MP_ROM_QSTR(MP_QSTR_read_into), MP_ROM_PTR(&read_into_obj) },
    { MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&write_obj) },
    { MP_ROM_QSTR(MP_QSTR_crc_hqx), MP_ROM_PTR(&crc_hqx_obj) },
};
static MP_DEFINE_CONST_DICT(globals, globals_table);

const mp_obj_module_t acupacer_native = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&globals,
};
MP_REGISTER_MODULE(MP_QSTR__acupacer, acupacer_native);
