// Names that are looked for again and again are found at once.
//
// MicroPython keeps each name once. For every text of a file of JSON it looks whether there is
// a name of these letters, by halving thousands of them: that took a third of the time for a
// line of the history. Here what was found last is remembered, for names that are in flash and
// so are what they are for good. The linker puts what is called __wrap_NAME in the place of
// MicroPython's NAME (see board.cmake).

#include <string.h>

#include "py/qstr.h"

#define PLACES (128)

extern const qstr_pool_t MICROPY_QSTR_EXTRA_POOL;

qstr __real_qstr_find_strn(const char *text, size_t length);
qstr __real_qstr_from_strn(const char *text, size_t length);

// What was found last, each at the place its letters lead to.
static qstr_short_t known[PLACES];

static qstr look_for(const char *text, size_t length, qstr (*look)(const char *, size_t)) {
    qstr_short_t *place = &known[qstr_compute_hash((const byte *)text, length) % PLACES];
    if (*place != MP_QSTRnull) {
        size_t known_length;
        const byte *letters = qstr_data(*place, &known_length);
        if (known_length == length && memcmp(letters, text, length) == 0) {
            return *place;
        }
    }
    qstr found = look(text, length);
    if (found < MICROPY_QSTR_EXTRA_POOL.total_prev_len + MICROPY_QSTR_EXTRA_POOL.len) {
        *place = found;
    }
    return found;
}

// The name of these letters; MP_QSTRnull: there is none.
qstr __wrap_qstr_find_strn(const char *text, size_t length) {
    return look_for(text, length, __real_qstr_find_strn);
}

// The same, made when there is none.
qstr __wrap_qstr_from_strn(const char *text, size_t length) {
    return look_for(text, length, __real_qstr_from_strn);
}
