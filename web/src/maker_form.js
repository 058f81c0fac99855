// The form: a routine field by field. Every field knows its path as faults name it, so that
// each fault stands where it can be mended.

import { button, make } from "./dom.js";
import { inOrder, stepOf } from "./model.js";

const METHODS = ["hands", "ball", "balls", "roller", "gun", "move"];
const SIDES = ["", "left,right", "right,left", "left", "right", "both"];
const ARMS = ["left,right", "right,left", "left", "right"];
const HELD = ["hands", "ball", "move"]; // those that may hold

const parts = (path) => path.match(/[^.[\]]+/g);

function get(value, path) {
  return parts(path).reduce((each, key) => each?.[key], value);
}

function set(value, path, to) {
  const keys = parts(path);
  const last = keys.pop();
  const holder = keys.reduce((each, key) => each[key], value);
  if (to === undefined) delete holder[last];
  else holder[last] = to;
}

// What is typed where a number belongs; what is none stays as it is, and the check says so.
const numberOf = (text) => {
  const bare = text.trim();
  if (!bare) return undefined;
  return /^\d{1,9}$/.test(bare) ? Number(bare) : bare;
};

const linesOf = (text) => {
  const lines = text.split("\n").filter((line) => line.trim());
  return lines.length ? lines : undefined;
};

const READ = {
  number: numberOf,
  lines: linesOf,
  prose: (text) => text.replaceAll("\n", " ") || undefined,
  text: (text) => text || undefined,
};

export class Form {
  // `told`: {model, words, placeOf, drawing, pick, feel}, see maker.js.
  constructor(root, told) {
    this.root = root;
    Object.assign(this, told);
    this.opened = new Set(); // of details, by their path
  }

  get routine() {
    return this.model.routine;
  }

  draw() {
    const { words } = this;
    const focus = document.activeElement?.id;
    this.root.replaceChildren();
    if (!this.routine) return;
    const steps = Array.isArray(this.routine.steps) ? this.routine.steps : [];
    this.root.append(
      make("ul", { class: "faults", id: "faults-elsewhere" }),
      this.field("title", words.title, "text"),
      this.field("about", words.about, "prose"),
      this.field("cautions", words.cautions, "lines", { hint: words.oneALine }),
      make("h3", {}, words.steps),
      make("ol", { class: "steps" }, ...steps.map((step, index) => this.step(step, index))),
      make("p", { class: "row" }, button(words.addStep, () => this.add(), { id: "add-step" })),
      this.details("id", words.more, this.field("id", words.id, "text", { hint: words.idHint })),
    );
    if (focus) document.getElementById(focus)?.focus();
  }

  // --- a step ---------------------------------------------------------------------------

  step(step, index) {
    const { words } = this;
    const path = `steps[${index}]`;
    const of = (name) => `${path}.${name}`;
    const id = `step-${index}`;
    const place = this.placeOf(step);
    const isMove = step.method === "move";
    const more = [this.field(of("get_ready_s"), words.ready, "number", { unit: "s", usual: 5 })];
    if (HELD.includes(step.method) || step.method === "balls")
      more.push(this.field(of("switch_side_s"), words.change, "number", { unit: "s", usual: 10 }));
    if (step.area !== undefined || isMove) more.push(this.field(of("short"), words.short, "text"));
    if (typeof step.hold === "object" && !step.hold.open) more.push(...this.growth(of("hold")));
    return make(
      "li",
      { class: "step", "data-path": path, id },
      make(
        "div",
        { class: "step-head" },
        make("div", { class: "shown" }, isMove ? "" : this.drawing(place)),
        make(
          "div",
          { class: "where" },
          isMove
            ? this.field(of("exercise"), words.exercise, "text")
            : make(
                "div",
                { class: "field", "data-path": `${path}.point` },
                make("span", { class: "label", id: `${id}-label` }, words.place),
                make(
                  "button",
                  {
                    type: "button",
                    class: "small wide",
                    id: `${id}-place`,
                    "aria-labelledby": `${id}-label ${id}-place`,
                    onclick: () => this.pick(index),
                  },
                  place.title || words.choosePlace,
                ),
                make("p", { class: "soft" }, place.find ?? ""),
                place.caution ? make("p", { class: "warn" }, place.caution) : null,
                make("p", { class: "fault", id: `${id}-place-fault` }),
              ),
          this.select(of("method"), words.method, METHODS, words.methods, step.method, (value) =>
            this.replaceStep(index, stepOf(value, step)),
          ),
        ),
      ),
      make("div", { class: "fields" }, ...this.timing(step, of)),
      this.field(of("text"), words.instructions, "lines", { hint: words.oneALine }),
      this.details(path, words.more, ...more),
      make("p", { class: "fault", id: `${id}-fault` }),
      this.tools(index),
    );
  }

  tools(index) {
    const { words } = this;
    const last = this.routine.steps.length - 1;
    const id = `step-${index}`;
    return make(
      "p",
      { class: "row tools" },
      button(words.feel, () => this.feel(index), { id: `${id}-feel` }),
      button("↑", () => this.move(index, index - 1), {
        id: `${id}-up`, "aria-label": words.up, title: words.up, disabled: index === 0,
      }),
      button("↓", () => this.move(index, index + 1), {
        id: `${id}-down`, "aria-label": words.down, title: words.down, disabled: index === last,
      }),
      button(words.duplicate, () => this.duplicate(index), { id: `${id}-duplicate` }),
      button(words.remove, () => this.remove(index), { id: `${id}-remove` }),
    );
  }

  // The fields that say how long and how often, by method.
  timing(step, of) {
    const { words } = this;
    const made = [];
    const number = (name, label, more) => made.push(this.field(of(name), label, "number", more));
    const seconds = { unit: "s" };
    if (["hands", "ball"].includes(step.method) && step.balls !== 2)
      made.push(
        this.select(of("sides"), words.sides, SIDES, words.sideNames, step.sides?.join() ?? "", (value) =>
          this.put(of("sides"), value ? value.split(",") : undefined),
        ),
      );
    if (HELD.includes(step.method) && !step.movement) {
      number("repetitions", words.repetitions, { unit: "×", usual: 3 });
      made.push(...this.hold(step, of));
      number("rest_s", words.rest, { unit: "s", usual: 10 });
    }
    if (step.movement) {
      number("movement.repetitions", words.repetitions, { unit: "×" });
      number("movement.out_s", words.out, seconds);
      number("movement.stay_s", words.stay, seconds);
      number("movement.back_s", words.back, seconds);
      if (step.method === "balls")
        made.push(
          this.select(of("movement.arms"), words.arms, ARMS, words.sideNames, step.movement.arms?.join() ?? "", (value) =>
            this.put(of("movement.arms"), value.split(",")),
          ),
        );
    }
    if (step.window) {
      number("window.start_s", words.windowFrom, seconds);
      number("window.max_s", words.windowTo, seconds);
      number("spot.start_s", words.spotFrom, seconds);
      number("spot.max_s", words.spotTo, seconds);
    }
    if (step.method === "ball")
      made.push(this.select(of("position"), words.position, ["standing", "lying"], words.positions, step.position ?? "standing", (value) =>
        this.put(of("position"), value),
      ));
    return made;
  }

  hold(step, of) {
    const { words } = this;
    const hold = step.hold;
    const kind = typeof hold !== "object" ? "fixed" : hold.open ? "open" : "grows";
    const made = [];
    if (step.method !== "move")
      made.push(
        this.select(of("hold.kind"), words.holdKind, ["fixed", "grows", "open"], words.holdKinds, kind, (value) => {
          const first = typeof hold === "object" ? hold.start_s : hold;
          const whole = typeof first === "number" ? first : 10;
          const most = { start_s: whole, max_s: Math.min(180, Math.max(whole + 5, whole * 2)) };
          const grown = { ...most, step_s: 5, every: 3 };
          this.put(of("hold"), { fixed: whole, grows: grown, open: { open: true, ...most } }[value], true);
        }),
      );
    if (kind === "fixed") made.push(this.field(of("hold"), words.hold, "number", { unit: "s" }));
    else {
      made.push(this.field(of("hold.start_s"), words.from, "number", { unit: "s" }));
      made.push(this.field(of("hold.max_s"), words.to, "number", { unit: "s" }));
    }
    return made;
  }

  growth(path) {
    return [
      this.field(`${path}.step_s`, this.words.grows, "number", { unit: "s" }),
      this.field(`${path}.every`, this.words.every, "number", { unit: "×" }),
    ];
  }

  // --- fields ---------------------------------------------------------------------------

  field(path, label, kind, { unit = "", hint = "", usual } = {}) {
    const id = `field-${path.replaceAll(/[.[\]]+/g, "-")}`;
    const value = get(this.routine, path);
    const isLines = kind === "lines" || kind === "prose";
    const shown = Array.isArray(value) ? value.join("\n") : (value ?? "");
    const read = READ[kind];
    const input = make(isLines ? "textarea" : "input", {
      id,
      value: String(shown),
      placeholder: usual === undefined ? "" : String(usual),
      "aria-describedby": `${id}-fault`,
      autocomplete: "off",
      spellcheck: kind !== "number",
      oninput: (event) => {
        const isTitle = path === "title" || path === "id";
        this.put(path, isTitle ? event.target.value : read(event.target.value), false);
      },
    });
    if (kind === "number") input.inputMode = "numeric";
    if (isLines) input.rows = Math.max(2, String(shown).split("\n").length);
    const box = unit ? make("span", { class: "with-unit" }, input, make("span", {}, unit)) : input;
    return make(
      "div",
      { class: `field ${kind}`, "data-path": path },
      make("label", { for: id }, label, hint ? make("span", { class: "soft" }, ` ${hint}`) : null),
      box,
      make("p", { class: "fault", id: `${id}-fault` }),
    );
  }

  select(path, label, values, names, value, changed) {
    const id = `field-${path.replaceAll(/[.[\]]+/g, "-")}`;
    const options = values.map((each) =>
      make("option", { value: each, selected: each === value }, names[each] ?? each),
    );
    return make(
      "div",
      { class: "field choice", "data-path": path },
      make("label", { for: id }, label),
      make("select", { id, "aria-describedby": `${id}-fault`, onchange: (event) => changed(event.target.value) }, ...options),
      make("p", { class: "fault", id: `${id}-fault` }),
    );
  }

  details(path, title, ...children) {
    return make(
      "details",
      {
        open: this.opened.has(path),
        ontoggle: (event) => this.opened[event.target.open ? "add" : "delete"](path),
      },
      make("summary", {}, title),
      make("div", { class: "fields" }, ...children),
    );
  }

  // --- changes --------------------------------------------------------------------------

  // `isWhole`: other fields have to be there afterwards.
  put(path, value, isWhole = true) {
    this.model.change(() => {
      set(this.routine, path, value);
      const step = /^steps\[(\d+)\]/.exec(path);
      if (step) this.routine.steps[step[1]] = inOrder(this.routine.steps[step[1]]);
    }, isWhole ? "" : path);
  }

  replaceStep(index, step) {
    this.model.change(() => this.routine.steps.splice(index, 1, step));
  }

  add() {
    const step = stepOf("hands", { point: "LI4" });
    this.model.change(() => {
      this.routine.steps = [...(this.routine.steps ?? []), step];
    });
    document.getElementById(`step-${this.routine.steps.length - 1}-place`)?.focus();
  }

  move(from, to) {
    this.model.change(() => {
      const [step] = this.routine.steps.splice(from, 1);
      this.routine.steps.splice(to, 0, step);
    });
    const name = to < from ? "up" : "down";
    const moved = document.getElementById(`step-${to}-${name}`);
    (moved?.disabled ? document.getElementById(`step-${to}-place`) : moved)?.focus();
  }

  duplicate(index) {
    this.model.change(() => {
      this.routine.steps.splice(index + 1, 0, structuredClone(this.routine.steps[index]));
    });
    document.getElementById(`step-${index + 1}-place`)?.focus();
  }

  remove(index) {
    this.model.change(() => this.routine.steps.splice(index, 1));
    const left = this.routine.steps.length;
    const next = left ? `step-${Math.min(index, left - 1)}-remove` : "add-step";
    document.getElementById(next)?.focus();
  }

  // --- faults ---------------------------------------------------------------------------

  // `faults`: [path, what] of the routine. Each goes to its field, or to the one around it.
  show(faults) {
    for (const field of this.root.querySelectorAll("[data-path]")) {
      field.classList.remove("wrong");
      const fault = field.querySelector(":scope > .fault, :scope > .where > .fault");
      if (fault) fault.textContent = "";
      field.querySelector("input, select, textarea")?.removeAttribute("aria-invalid");
    }
    const elsewhere = [];
    for (const [path, what] of faults) {
      const field = this.fieldOf(path);
      const told = field?.querySelector(":scope > .fault");
      if (!told) {
        elsewhere.push(path ? `${path}: ${what}` : what);
        continue;
      }
      told.textContent = told.textContent ? `${told.textContent}; ${what}` : what;
      field.classList.add("wrong");
      if (field.classList.contains("field"))
        field.querySelector("input, select, textarea")?.setAttribute("aria-invalid", "true");
      field.closest("details")?.setAttribute("open", "");
    }
    document
      .getElementById("faults-elsewhere")
      ?.replaceChildren(...elsewhere.map((what) => make("li", {}, what)));
  }

  fieldOf(path) {
    const where = path.replace(/\.(point|place|area)$/, ".point").replace(/\.hold$/, ".hold");
    for (let name = where; name; name = name.replace(/(\.[^.[]+|\[\d+\]|^[^.[]+)$/, "")) {
      const field = this.root.querySelector(`[data-path="${CSS.escape(name)}"]`);
      if (field) return field;
    }
    return null;
  }
}
