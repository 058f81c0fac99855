/* Runs the emulated chip's processor many times as fast as the emulator itself does.
 *
 * Plain instructions are done by rp2040_thumb.h. Everything else, that is each access to a
 * peripheral, each interrupt and each instruction seldom met, is left to the emulator's own
 * execute_instruction: what it decides is decided there. Its clock is set right before
 * anything that could look at it.
 */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

#include "rp2040_thumb.h"

typedef struct {
    PyObject_HEAD
    PyObject *core, *clock, *timer;
    Py_buffer registers, flash, sram, rom;
    Processor processor;
    long long cycles, left; /* all cycles so far; instructions left to the emulator */
} Stepper;

static PyObject *n, *z, *c, *v, *pm, *waiting, *interrupts_updated, *execute_instruction;
static PyObject *check_for_interrupts;
static PyObject *tick, *nanos, *epoch_nanos, *nanos_to_next_alarm, *has_scheduled_alarm;

/* --- the emulator's side ------------------------------------------------------------------ */

/* Attribute `name` as a truth value; -1 with an exception set. */
static int is_set(PyObject *of, PyObject *name) {
    PyObject *value = PyObject_GetAttr(of, name);
    if (value == NULL) return -1;
    int found = PyObject_IsTrue(value);
    Py_DECREF(value);
    return found;
}

static double number(PyObject *of, PyObject *name) {
    PyObject *value = PyObject_GetAttr(of, name);
    if (value == NULL) return -1.0;
    double found = PyFloat_AsDouble(value);
    Py_DECREF(value);
    return found;
}

static int take_flags(Stepper *s) {
    Processor *p = &s->processor;
    p->n = is_set(s->core, n), p->z = is_set(s->core, z), p->c = is_set(s->core, c);
    p->v = is_set(s->core, v), p->primask = is_set(s->core, pm);
    return PyErr_Occurred() ? -1 : 0;
}

static int give_flags(Stepper *s) {
    Processor *p = &s->processor;
    PyObject *names[] = {n, z, c, v, pm};
    uint32_t values[] = {p->n, p->z, p->c, p->v, p->primask};
    for (int i = 0; i < 5; i++)
        if (PyObject_SetAttr(s->core, names[i], values[i] ? Py_True : Py_False)) return -1;
    return 0;
}

/* Let the clock go on by `ns`; alarms on the way go off. */
static int pass(Stepper *s, double ns) {
    PyObject *by = PyFloat_FromDouble(ns);
    PyObject *done = by ? PyObject_CallMethodOneArg(s->clock, tick, by) : NULL;
    Py_XDECREF(by);
    Py_XDECREF(done);
    return done ? 0 : -1;
}

/* How long until the next alarm or until `end_ns`, in ns; -1 with an exception set. */
static double free_ns(Stepper *s, double end_ns) {
    double left = end_ns - number(s->clock, nanos);
    int is_alarm = is_set(s->clock, has_scheduled_alarm);
    double alarm = is_alarm > 0 ? number(s->clock, nanos_to_next_alarm) : left;
    if (PyErr_Occurred()) return -1.0;
    left = alarm < left ? alarm : left;
    return left > 0 ? left : 0;
}

/* Enter the interrupt that is due, unless it may not come now. */
static int enter_interrupt(Stepper *s) {
    PyObject *done = PyObject_CallMethodNoArgs(s->core, check_for_interrupts);
    Py_XDECREF(done);
    return done ? 0 : -1;
}

/* One instruction by the emulator. No interrupt may be due: the emulator would enter it or
 * not, then do an instruction that was not looked at, and the divider's numbers are here. */
static int leave_one(Stepper *s) {
    PyObject *done = PyObject_CallMethodNoArgs(s->core, execute_instruction);
    if (done == NULL) return -1;
    long cycles = PyLong_AsLong(done);
    Py_DECREF(done);
    s->cycles += cycles;
    s->left++;
    return pass(s, (double)cycles * CYCLE_NS);
}

/* Plain instructions as long as they are plain and no alarm is due, then what follows. */
static int step(Stepper *s, double end_ns) {
    int is_waiting = is_set(s->core, waiting), is_due = is_set(s->core, interrupts_updated);
    double ns = free_ns(s, end_ns);
    if (is_waiting < 0 || is_due < 0 || ns < 0) return -1;
    if (is_waiting) return pass(s, ns);
    if (is_due) return enter_interrupt(s);
    if (take_flags(s)) return -1;
    s->processor.pending = 0;
    s->processor.count_ns = number(s->clock, nanos) - number(s->timer, epoch_nanos);
    int is_left = run_plain(&s->processor, (long long)ceil(ns / CYCLE_NS));
    s->cycles += s->processor.pending;
    if (give_flags(s) || pass(s, (double)s->processor.pending * CYCLE_NS)) return -1;
    if (!is_left || (is_due = is_set(s->core, interrupts_updated)) > 0) return 0;
    return is_due < 0 ? -1 : leave_one(s);
}

/* --- the object --------------------------------------------------------------------------- */

static PyObject *run_until(Stepper *s, PyObject *argument) {
    double end_ns = PyFloat_AsDouble(argument);
    if (PyErr_Occurred()) return NULL;
    while (number(s->clock, nanos) < end_ns)
        if (step(s, end_ns) || PyErr_CheckSignals()) return NULL;
    if (PyErr_Occurred()) return NULL;
    Py_RETURN_NONE;
}

static int take_buffer(PyObject *of, const char *name, Py_buffer *buffer) {
    PyObject *value = PyObject_GetAttrString(of, name);
    if (value == NULL) return -1;
    int failed = PyObject_GetBuffer(value, buffer, PyBUF_SIMPLE);
    Py_DECREF(value);
    return failed;
}

static Memory memory(Py_buffer *buffer) {
    return (Memory){buffer->buf, (uint32_t)buffer->len};
}

static int init(Stepper *s, PyObject *arguments, PyObject *keywords) {
    PyObject *mcu;
    if (!PyArg_ParseTuple(arguments, "O", &mcu)) return -1;
    s->core = PyObject_GetAttrString(mcu, "core");
    s->clock = PyObject_GetAttrString(mcu, "clock");
    s->timer = PyObject_GetAttrString(mcu, "timer");
    if (!s->core || !s->clock || !s->timer || take_buffer(s->core, "registers", &s->registers) ||
        take_buffer(mcu, "flash", &s->flash) || take_buffer(mcu, "sram", &s->sram) ||
        take_buffer(mcu, "bootrom", &s->rom))
        return -1;
    s->processor.r = s->registers.buf;
    s->processor.flash = memory(&s->flash);
    s->processor.sram = memory(&s->sram);
    s->processor.rom = memory(&s->rom);
    return 0;
}

static PyMethodDef methods[] = {
    {"run_until", (PyCFunction)run_until, METH_O, "Run until the clock is at that many ns."},
    {NULL},
};

static PyMemberDef members[] = {
    {"cycles", T_LONGLONG, offsetof(Stepper, cycles), READONLY, "All cycles so far."},
    {"left", T_LONGLONG, offsetof(Stepper, left), READONLY, "Instructions left to the emulator."},
    {NULL},
};

static PyTypeObject type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "rp2040_stepper.Stepper",
    .tp_basicsize = sizeof(Stepper),
    .tp_doc = "Stepper(mcu): runs the processor of an emulated RP2040 without its PIO.",
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)init,
    .tp_methods = methods,
    .tp_members = members,
};

static PyModuleDef module = {PyModuleDef_HEAD_INIT, "rp2040_stepper", NULL, -1};

PyMODINIT_FUNC PyInit_rp2040_stepper(void) {
    static const struct {
        PyObject **at;
        const char *name;
    } names[] = {
        {&n, "n"}, {&z, "z"}, {&c, "c"}, {&v, "v"}, {&pm, "pm"}, {&waiting, "waiting"},
        {&interrupts_updated, "interrupts_updated"}, {&tick, "tick"}, {&nanos, "nanos"},
        {&epoch_nanos, "_epoch_nanos"},
        {&execute_instruction, "execute_instruction"},
        {&check_for_interrupts, "check_for_interrupts"},
        {&nanos_to_next_alarm, "nanos_to_next_alarm"},
        {&has_scheduled_alarm, "has_scheduled_alarm"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        *names[i].at = PyUnicode_InternFromString(names[i].name);
    PyObject *made = PyModule_Create(&module);
    if (made == NULL || PyType_Ready(&type) || PyModule_AddType(made, &type)) return NULL;
    return made;
}
