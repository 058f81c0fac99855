// The routines as a document, and every state it had: what the three views show and change.

const DEPTH = 100; // states that can be gone back to
const GROUP_MS = 1500; // typing in one field within this time is one change

export const copy = (value) => JSON.parse(JSON.stringify(value));

// What a step of a method has when it begins, and what a step of another cannot keep.
const BEGIN = {
  hands: { repetitions: 3, hold: { start_s: 10, max_s: 40, step_s: 5, every: 3 } },
  ball: { repetitions: 2, hold: { start_s: 20, max_s: 40, step_s: 5, every: 3 } },
  balls: { movement: { repetitions: 5, out_s: 4, stay_s: 2, back_s: 4, arms: ["left", "right"] } },
  roller: { movement: { repetitions: 5, out_s: 4, stay_s: 2, back_s: 4 } },
  gun: {
    window: { start_s: 300, max_s: 600, step_s: 60, every: 3 },
    spot: { start_s: 15, max_s: 30, step_s: 5, every: 3 },
  },
  move: { repetitions: 12, rest_s: 2, hold: 3 },
};
const OF_BOTH = ["text", "get_ready_s", "short"]; // whatever the method
const WHERE = ["point", "place", "area"];
const ORDER = [
  ...["method", "point", "place", "area", "exercise", "short", "balls", "position", "sides"],
  ...["alternate", "text", "get_ready_s", "rest_s", "switch_side_s", "repetitions", "hold"],
  ...["movement", "window", "spot", "sources"],
];

export function stepOf(method, before = {}) {
  const made = { method, ...copy(BEGIN[method]) };
  for (const key of OF_BOTH) if (key in before) made[key] = before[key];
  if (method === "move") made.exercise = before.exercise ?? before.area ?? "";
  else if (before.exercise !== undefined) made.area = before.exercise;
  else for (const key of WHERE) if (key in before) made[key] = before[key];
  if (["hands", "ball"].includes(method) && before.sides) made.sides = before.sides;
  return inOrder(made);
}

// Keys as the format's tables have them.
export function inOrder(step) {
  const known = ORDER.filter((key) => key in step).map((key) => [key, step[key]]);
  const others = Object.entries(step).filter(([key]) => !ORDER.includes(key));
  return Object.fromEntries([...known, ...others]);
}

export class Model {
  // `changed`: called after every change, with whether views have to be drawn anew.
  constructor(changed) {
    this.changed = changed;
    this.load({ document: { format: "acupacer-routines", version: 2, routines: [] }, selected: 0 });
  }

  // Begin with a state that was kept.
  load({ document, selected }) {
    this.document = document;
    this.selected = Math.min(selected, document.routines.length - 1);
    this.before = [];
    this.after = [];
    this.group = ["", 0];
  }

  state() {
    return JSON.stringify({ document: this.document, selected: this.selected });
  }

  get routines() {
    return this.document.routines;
  }

  get routine() {
    return this.routines[this.selected];
  }

  // Do `act`, which changes the document, so that it can be undone. `key`: what is typed in, ""
  // for what is done at once.
  change(act, key = "") {
    const isTyping = key && key === this.group[0] && Date.now() - this.group[1] < GROUP_MS;
    if (!isTyping) {
      this.before.push(this.state());
      if (this.before.length > DEPTH) this.before.shift();
    }
    this.after = [];
    this.group = [key, Date.now()];
    act(this.document);
    this.changed(!key);
  }

  undo() {
    this.swap(this.before, this.after);
  }

  redo() {
    this.swap(this.after, this.before);
  }

  swap(from, to) {
    if (!from.length) return;
    to.push(this.state());
    const { document, selected } = JSON.parse(from.pop());
    this.document = document;
    this.selected = selected;
    this.group = ["", 0];
    this.changed(true);
  }

  select(index) {
    this.selected = index;
    this.group = ["", 0];
  }

  // Ids are unique: the history of a device knows a routine by it. `owner`: whose own id is free.
  freeId(wanted, owner = null) {
    const ids = this.routines.filter((each) => each !== owner).map((each) => each.id);
    for (let count = 2, id = wanted; ; count += 1) {
      if (!ids.includes(id)) return id;
      id = `${wanted.slice(0, 21)}-${count}`;
    }
  }

  // Routines of another document, and the places they use, behind the selected one.
  take(document) {
    const fitted = (document.places ?? []).map((place) => [place.id, this.fitted(place)]);
    const ids = Object.fromEntries(fitted.map(([id, place]) => [id, place.id]));
    const moved = (step) => (step.place in ids ? { ...step, place: ids[step.place] } : step);
    this.change(() => {
      this.define(fitted.map(([, place]) => place));
      const added = document.routines.map((each) => ({
        ...each,
        id: this.freeId(each.id),
        steps: each.steps.map(moved),
      }));
      this.routines.splice(this.selected + 1, 0, ...added);
      this.selected += 1;
    });
  }

  // The selected routine is now as `document` says, which another view made.
  replace(document, key) {
    this.change(() => {
      this.define(document.places ?? []);
      this.routines.splice(this.selected, 1, ...document.routines);
    }, key);
  }

  // A place that comes from elsewhere, by an id that none of ours has for another one.
  fitted(place) {
    const ours = this.document.places ?? [];
    const isSame = (other) => JSON.stringify(other) === JSON.stringify({ ...place, id: other.id });
    for (let count = 2, id = place.id; ; count += 1) {
      const known = ours.find((other) => other.id === id);
      if (!known || isSame(known)) return { ...place, id };
      id = `${place.id.slice(0, 21)}-${count}`;
    }
  }

  define(places) {
    const known = this.document.places ?? [];
    const ids = places.map((place) => place.id);
    const all = [...known.filter((place) => !ids.includes(place.id)), ...places];
    if (!all.length) return;
    const { format, ...rest } = this.document;
    delete rest.version;
    delete rest.places;
    this.document = { format, version: 2, places: all, ...rest };
  }

  // A document of routine `index` and the places of one's own that it uses.
  alone(index = this.selected) {
    const routine = this.routines[index];
    const used = new Set(routine.steps?.flatMap?.((step) => [step.place, step.point]) ?? []);
    const places = (this.document.places ?? []).filter((place) => used.has(place.id));
    const head = { format: "acupacer-routines", version: 2 };
    return { ...head, ...(places.length ? { places } : {}), routines: [routine] };
  }
}
