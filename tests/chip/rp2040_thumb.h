/* The plain instructions of the emulated chip's processor (ARMv6-M, Thumb).
 *
 * They touch registers, SRAM, flash and ROM, and of the peripherals the three that are asked
 * all the time: the divider, the timer's count, and which processor this is. An instruction
 * that touches anything else gives 0 cycles and has changed nothing: it is the emulator's.
 * Cycles are counted as the emulator counts them.
 */

#include <stdint.h>
#include <string.h>

#define FLASH 0x10000000u
#define SRAM 0x20000000u
#define SIO 0xD0000000u
#define TIMER 0x40054000u
#define CYCLE_NS 8.0 /* 125 MHz */
enum { SP = 13, LR = 14, PC = 15 };

typedef struct {
    uint8_t *at;
    uint32_t bytes;
} Memory;

typedef struct {
    uint32_t *r;                  /* the 16 registers */
    uint32_t n, z, c, v, primask; /* flags: 0 or 1 */
    Memory flash, sram, rom;
    uint32_t dividend, divisor, quotient, remainder, divided; /* the divider */
    double count_ns;   /* the timer's count when the clock was told */
    long long pending; /* cycles since then */
} Processor;

/* --- memory ------------------------------------------------------------------------------ */

/* Where `size` bytes at `address` are; NULL: not in plain memory, or not aligned. */
static inline uint8_t *place(Processor *s, uint32_t address, uint32_t size, int is_write) {
    uint32_t at = address - SRAM;
    if (at < s->sram.bytes && at + size <= s->sram.bytes)
        return s->sram.at + at;
    if (is_write) return NULL;
    at = address - FLASH;
    if (at < s->flash.bytes && at + size <= s->flash.bytes)
        return s->flash.at + at;
    if (address < s->rom.bytes && address + size <= s->rom.bytes)
        return s->rom.at + address;
    return NULL;
}

/* Where the two bytes of an instruction are, mostly in flash; NULL as above. */
static inline const uint8_t *place_code(Processor *s, uint32_t address) {
    uint32_t at = address - FLASH;
    if (at < s->flash.bytes - 2) return s->flash.at + at;
    return place(s, address, 2, 0);
}

static inline uint32_t get(const uint8_t *from, uint32_t size) {
    uint32_t value = 0;
    memcpy(&value, from, size);
    return value;
}

/* --- peripherals --------------------------------------------------------------------------- */

static void divide(Processor *s, int is_signed) {
    uint32_t a = s->dividend, b = s->divisor;
    s->divided = 3;
    if (b == 0) {
        s->quotient = is_signed && (int32_t)a < 0 ? 1 : UINT32_MAX;
        s->remainder = a;
    } else if (is_signed) {
        s->quotient = (uint32_t)((int64_t)(int32_t)a / (int32_t)b);
        s->remainder = (uint32_t)((int64_t)(int32_t)a % (int32_t)b);
    } else {
        s->quotient = a / b;
        s->remainder = a % b;
    }
}

static int read_register(Processor *s, uint32_t address, uint32_t *value) {
    uint64_t count_us;
    switch (address) {
    case SIO: *value = 0; return 1; /* the first of the two processors */
    case SIO + 0x60: case SIO + 0x68: *value = s->dividend; return 1;
    case SIO + 0x64: case SIO + 0x6C: *value = s->divisor; return 1;
    case SIO + 0x70: *value = s->quotient; s->divided &= ~2u; return 1;
    case SIO + 0x74: *value = s->remainder; return 1;
    case SIO + 0x78: *value = s->divided; return 1;
    case TIMER + 0x24: case TIMER + 0x28:
        count_us = (uint64_t)((s->count_ns + (double)s->pending * CYCLE_NS) / 1000);
        *value = (uint32_t)(address == TIMER + 0x24 ? count_us >> 32 : count_us);
        return 4;
    }
    return 0;
}

static int write_register(Processor *s, uint32_t address, uint32_t value) {
    switch (address) {
    case SIO + 0x60: case SIO + 0x68: s->dividend = value; divide(s, address & 8); return 1;
    case SIO + 0x64: case SIO + 0x6C: s->divisor = value; divide(s, address & 8); return 1;
    case SIO + 0x70: s->quotient = value; s->divided = 3; return 1;
    case SIO + 0x74: s->remainder = value; s->divided = 3; return 1;
    }
    return 0;
}

/* --- flags ------------------------------------------------------------------------------- */

static inline uint32_t signs(Processor *s, uint32_t value) {
    s->n = value >> 31;
    s->z = value == 0;
    return value;
}

static inline uint32_t add(Processor *s, uint32_t a, uint32_t b, uint32_t carry) {
    uint64_t sum = (uint64_t)a + b + carry;
    uint32_t low = (uint32_t)sum;
    s->c = (uint32_t)(sum >> 32);
    s->v = ((a ^ low) & (b ^ low)) >> 31;
    return signs(s, low);
}

static inline int holds(Processor *s, uint32_t condition) {
    int found;
    switch (condition >> 1) {
    case 0: found = s->z; break;
    case 1: found = s->c; break;
    case 2: found = s->n; break;
    case 3: found = s->v; break;
    case 4: found = s->c && !s->z; break;
    case 5: found = s->n == s->v; break;
    default: found = s->n == s->v && !s->z; break;
    }
    return found ^ (condition & 1);
}

/* Shifts by a register's low byte: 0 leaves value and carry, 32 and more shift all out. */
static uint32_t shift(Processor *s, uint32_t kind, uint32_t value, uint32_t count) {
    if (count == 0) return signs(s, value);
    if (kind == 3) { /* rotate */
        count &= 31;
        value = count ? value >> count | value << (32 - count) : value;
        s->c = value >> 31;
        return signs(s, value);
    }
    if (kind == 2) { /* arithmetic */
        uint32_t by = count < 32 ? count : 32;
        s->c = (uint32_t)((int64_t)(int32_t)value >> (by - 1)) & 1;
        return signs(s, (uint32_t)((int64_t)(int32_t)value >> by));
    }
    if (count > 32) {
        s->c = 0;
        return signs(s, 0);
    }
    if (kind == 0) {
        uint64_t wide = (uint64_t)value << count;
        s->c = (uint32_t)(wide >> 32) & 1;
        return signs(s, (uint32_t)wide);
    }
    s->c = (uint32_t)((uint64_t)value >> (count - 1)) & 1;
    return signs(s, (uint32_t)((uint64_t)value >> count));
}

/* --- instructions: each gives its cycles, or 0 to leave it to the emulator ---------------- */

static int data_processing(Processor *s, uint32_t *r, uint32_t op) {
    uint32_t d = op & 7, m = r[op >> 3 & 7];
    switch (op >> 6 & 15) {
    case 0: r[d] = signs(s, r[d] & m); break;
    case 1: r[d] = signs(s, r[d] ^ m); break;
    case 2: r[d] = shift(s, 0, r[d], m & 255); break;
    case 3: r[d] = shift(s, 1, r[d], m & 255); break;
    case 4: r[d] = shift(s, 2, r[d], m & 255); break;
    case 5: r[d] = add(s, r[d], m, s->c); break;
    case 6: r[d] = add(s, r[d], ~m, s->c); break;
    case 7: r[d] = shift(s, 3, r[d], m & 255); break;
    case 8: signs(s, r[d] & m); break;
    case 9: r[d] = add(s, 0, ~m, 1); break;
    case 10: add(s, r[d], ~m, 1); break;
    case 11: add(s, r[d], m, 0); break;
    case 12: r[d] = signs(s, r[d] | m); break;
    case 13: r[d] = signs(s, r[d] * m); break;
    case 14: r[d] = signs(s, r[d] & ~m); break;
    default: r[d] = signs(s, ~m); break;
    }
    return 1;
}

/* ADD, CMP, MOV on any register; BX, BLX. */
static int high_registers(Processor *s, uint32_t *r, uint32_t op) {
    uint32_t d = (op >> 4 & 8) | (op & 7), m = op >> 3 & 15, kind = op >> 8 & 3;
    uint32_t value = m == PC ? r[PC] + 2 : r[m];
    if (kind == 1) {
        if (m == PC || d == PC) return 0;
        add(s, r[d], ~value, 1);
        return 1;
    }
    if (kind == 3) {
        if (m == PC || value >> 28 == 15 || (op & 7)) return 0;
        if (op & 0x80) r[LR] = r[PC] | 1;
        r[PC] = value & ~1u;
        return 2;
    }
    if (kind == 0) value += d == PC ? r[PC] + 2 : r[d];
    r[d] = d == PC ? value & ~1u : d == SP ? value & ~3u : value;
    return d == PC ? 2 : 1;
}

static inline int load(Processor *s, uint32_t *r, uint32_t t, uint32_t address, uint32_t size) {
    const uint8_t *from = address & (size - 1) ? NULL : place(s, address, size, 0);
    if (from == NULL) return size == 4 ? read_register(s, address, &r[t]) : 0;
    r[t] = get(from, size);
    return 2;
}

static inline int store(Processor *s, uint32_t *r, uint32_t t, uint32_t address, uint32_t size) {
    uint8_t *to = address & (size - 1) ? NULL : place(s, address, size, 1);
    if (to == NULL) return size == 4 ? write_register(s, address, r[t]) : 0;
    memcpy(to, &r[t], size);
    return 2;
}

static int by_register(Processor *s, uint32_t *r, uint32_t op) {
    uint32_t t = op & 7, address = r[op >> 3 & 7] + r[op >> 6 & 7];
    int cycles;
    switch (op >> 9 & 7) {
    case 0: return store(s, r, t, address, 4);
    case 1: return store(s, r, t, address, 2);
    case 2: return store(s, r, t, address, 1);
    case 4: return load(s, r, t, address, 4);
    case 5: return load(s, r, t, address, 2);
    case 6: return load(s, r, t, address, 1);
    case 3:
        cycles = load(s, r, t, address, 1);
        if (cycles) r[t] = (uint32_t)(int8_t)r[t];
        return cycles;
    default:
        cycles = load(s, r, t, address, 2);
        if (cycles) r[t] = (uint32_t)(int16_t)r[t];
        return cycles;
    }
}

static int many(Processor *s, uint32_t *r, uint32_t op) {
    uint32_t base = op >> 8 & 7, list = op & 255, is_load = op >> 11 & 1;
    uint32_t bytes = 4 * (uint32_t)__builtin_popcount(list), address = r[base];
    uint8_t *at = address & 3 || !bytes ? NULL : place(s, address, bytes, !is_load);
    if (at == NULL) return 0;
    for (int i = 0; i < 8; i++) {
        if (!(list >> i & 1)) continue;
        if (is_load) r[i] = get(at, 4);
        else memcpy(at, &r[i], 4);
        at += 4;
    }
    if (!(list >> base & 1)) r[base] = address + bytes;
    return 1 + (int)bytes / 4;
}

static int push(Processor *s, uint32_t *r, uint32_t op) {
    uint32_t count = (uint32_t)__builtin_popcount(op & 0x1FF), address = r[SP] - 4 * count;
    uint8_t *at = count ? place(s, address, 4 * count, 1) : NULL;
    if (at == NULL) return 0;
    for (int i = 0; i < 8; i++)
        if (op >> i & 1) memcpy(at, &r[i], 4), at += 4;
    if (op & 0x100) memcpy(at, &r[LR], 4);
    r[SP] = address;
    return 1 + __builtin_popcount(op & 255);
}

static int pop(Processor *s, uint32_t *r, uint32_t op) {
    uint32_t count = (uint32_t)__builtin_popcount(op & 0x1FF);
    uint8_t *at = count ? place(s, r[SP], 4 * count, 0) : NULL;
    if (at == NULL) return 0;
    if (op & 0x100 && get(at + 4 * (count - 1), 4) >> 28 == 15) return 0; /* ends an interrupt */
    r[SP] += 4 * count;
    for (int i = 0; i < 8; i++)
        if (op >> i & 1) r[i] = get(at, 4), at += 4;
    if (op & 0x100) r[PC] = get(at, 4) & ~1u;
    return 1 + __builtin_popcount(op & 255) + (op & 0x100 ? 2 : 0);
}

static int miscellaneous(Processor *s, uint32_t *r, uint32_t op) {
    uint32_t d = op & 7, m = r[op >> 3 & 7];
    if (op >> 9 == 0x5A) return push(s, r, op);
    if (op >> 9 == 0x5E) return pop(s, r, op);
    if (op == 0xB672) { /* CPSID i */
        s->primask = 1;
        return 1;
    }
    if (op == 0xBF00) return 1;
    switch (op >> 6 & 63) {
    case 0: case 1: r[SP] += (op & 0x7F) << 2; return 1;
    case 2: case 3: r[SP] -= (op & 0x7F) << 2; return 1;
    case 8: r[d] = (uint32_t)(int16_t)m; return 1;
    case 9: r[d] = (uint32_t)(int8_t)m; return 1;
    case 10: r[d] = m & 0xFFFF; return 1;
    case 11: r[d] = m & 0xFF; return 1;
    case 40: r[d] = __builtin_bswap32(m); return 1;
    }
    return 0;
}

static int wide(Processor *s, uint32_t *r, uint32_t op, uint32_t next) {
    if ((op & 0xF800) == 0xF000 && (next & 0xD000) == 0xD000) { /* BL */
        uint32_t sign = op >> 10 & 1, i1 = 1 ^ sign ^ (next >> 13 & 1);
        uint32_t i2 = 1 ^ sign ^ (next >> 11 & 1);
        uint32_t by = (sign ? 0xFF000000u : 0) | i1 << 23 | i2 << 22 | (op & 0x3FF) << 12;
        r[LR] = (r[PC] + 2) | 1;
        r[PC] += 2 + (by | (next & 0x7FF) << 1);
        return 3;
    }
    if (op == 0xF3EF && (next & 0xF0FF) == 0x8010) { /* MRS, PRIMASK */
        r[next >> 8 & 15] = s->primask;
        r[PC] += 2;
        return 3;
    }
    if (op == 0xF3BF && ((next & 0xFFF0) == 0x8F50 || (next & 0xFFF0) == 0x8F40)) {
        r[PC] += 2; /* DMB, DSB */
        return 3;
    }
    return 0;
}

/* One instruction. r[PC] is past its first half already. */
static inline int one(Processor *s, uint32_t *r, uint32_t op, uint32_t at) {
    uint32_t d = op >> 8 & 7, low = op & 255, t = op & 7, n = r[op >> 3 & 7];
    uint32_t five = op >> 6 & 31;
    switch (op >> 11) {
    case 0: r[t] = five ? shift(s, 0, n, five) : signs(s, n); return 1;
    case 1: r[t] = shift(s, 1, n, five ? five : 32); return 1;
    case 2: r[t] = shift(s, 2, n, five ? five : 32); return 1;
    case 3: {
        uint32_t b = op & 0x400 ? op >> 6 & 7 : r[op >> 6 & 7];
        r[t] = op & 0x200 ? add(s, n, ~b, 1) : add(s, n, b, 0);
        return 1;
    }
    case 4: r[d] = signs(s, low); return 1;
    case 5: add(s, r[d], ~low, 1); return 1;
    case 6: r[d] = add(s, r[d], low, 0); return 1;
    case 7: r[d] = add(s, r[d], ~low, 1); return 1;
    case 8: return op & 0x400 ? high_registers(s, r, op) : data_processing(s, r, op);
    case 9: return load(s, r, d, (at & ~3u) + 4 + (low << 2), 4);
    case 10: case 11: return by_register(s, r, op);
    case 12: return store(s, r, t, n + (five << 2), 4);
    case 13: return load(s, r, t, n + (five << 2), 4);
    case 14: return store(s, r, t, n + five, 1);
    case 15: return load(s, r, t, n + five, 1);
    case 16: return store(s, r, t, n + (five << 1), 2);
    case 17: return load(s, r, t, n + (five << 1), 2);
    case 18: return store(s, r, d, r[SP] + (low << 2), 4);
    case 19: return load(s, r, d, r[SP] + (low << 2), 4);
    case 20: r[d] = (at & ~3u) + 4 + (low << 2); return 1;
    case 21: r[d] = r[SP] + (low << 2); return 1;
    case 22: case 23: return miscellaneous(s, r, op);
    case 24: case 25: return many(s, r, op);
    case 26: case 27:
        if ((op >> 9 & 7) == 7) return 0; /* UDF, SVC */
        if (!holds(s, op >> 8 & 15)) return 1;
        r[PC] += 2 + (uint32_t)((int32_t)(int8_t)low * 2);
        return 2;
    case 28: r[PC] += 2 + (uint32_t)((int32_t)(op << 21) >> 20); return 2;
    case 30: {
        const uint8_t *next = place_code(s, r[PC]);
        return next ? wide(s, r, op, get(next, 2)) : 0;
    }
    }
    return 0;
}

/* Plain instructions, up to `budget` cycles; 1 when the next one is the emulator's. */
static int run_plain(Processor *s, long long budget) {
    uint32_t *r = s->r;
    while (s->pending < budget) {
        uint32_t at = r[PC] & ~1u;
        const uint8_t *from = place_code(s, at);
        if (from == NULL) return 1;
        r[PC] += 2;
        int cycles = one(s, r, get(from, 2), at);
        if (!cycles) {
            r[PC] -= 2;
            return 1;
        }
        s->pending += cycles;
    }
    return 0;
}
