// Three buttons: touch, mouse, keys and what screen readers click become contacts.

export const START = 1;
export const NEXT = 2;
export const STOP = 4;
const TAP_MS = 100;
const KEYS = {
  " ": START,
  s: START,
  Enter: START,
  n: NEXT,
  ArrowRight: NEXT,
  ArrowDown: NEXT,
  x: STOP,
  Backspace: STOP,
  Escape: STOP,
};

export class Buttons {
  // `elements`: by bit. `change`: gets the bits of the contacts that are closed now.
  constructor(elements, change) {
    this.elements = elements;
    this.change = change;
    this.held = new Map(); // what holds a contact (a pointer, a key) -> its bit
    this.pressed = 0;
    this.isAsleep = false; // keys are somebody else's: another view is shown
    for (const [bit, element] of elements) this.watch(bit, element);
    addEventListener("keydown", (event) => this.keyDown(event));
    addEventListener("keyup", (event) => this.keyUp(event));
    // Somewhere else a key may be let go without a word to this page.
    addEventListener("blur", () => this.releaseAll());
    document.addEventListener("visibilitychange", () => this.releaseAll());
  }

  watch(bit, element) {
    element.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      element.setPointerCapture(event.pointerId);
      this.hold(`pointer ${event.pointerId}`, bit);
    });
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) {
      element.addEventListener(name, (event) => this.release(`pointer ${event.pointerId}`));
    }
    element.addEventListener("contextmenu", (event) => event.preventDefault());
    element.addEventListener("click", (event) => {
      // One without a pointer or a key comes from a screen reader, or a voice: a tap.
      if (event.detail || event.pointerType) return;
      this.hold("click", bit);
      setTimeout(() => this.release("click"), TAP_MS);
    });
  }

  keyDown(event) {
    if (this.isAsleep) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select, dialog")) return; // letters are meant
    const own = [...this.elements].find(([, element]) => element === event.target);
    const isAct = event.key === " " || event.key === "Enter";
    if (isAct && !own && event.target.closest("button, a, summary")) return; // that one's own
    const bit = own && isAct ? own[0] : (KEYS[event.key] ?? KEYS[event.key.toLowerCase()]);
    if (!bit) return;
    event.preventDefault();
    if (!event.repeat) this.hold(`key ${event.code}`, bit);
  }

  keyUp(event) {
    if (!this.held.has(`key ${event.code}`)) return;
    event.preventDefault(); // else a browser may make a click of it
    this.release(`key ${event.code}`);
  }

  hold(holder, bit) {
    this.held.set(holder, bit);
    this.tell();
  }

  release(holder) {
    if (this.held.delete(holder)) this.tell();
  }

  releaseAll() {
    this.held.clear();
    this.tell();
  }

  tell() {
    let pressed = 0;
    for (const bit of this.held.values()) pressed |= bit;
    if (pressed === this.pressed) return;
    this.pressed = pressed;
    for (const [bit, element] of this.elements) {
      element.classList.toggle("down", Boolean(pressed & bit));
    }
    this.change(pressed);
  }
}
