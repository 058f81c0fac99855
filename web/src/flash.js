// The flash view: an image of a release is checked by the tools and saved onto a Pico's drive.
//
// The Pico's loader starts the new program once the last block has come, so its drive may be gone
// before the browser has closed the file: that is no failure.

import { button, make } from "./dom.js";
import { FLASH_WORDS } from "./flash_words.js";
import { digitsOf } from "./hex.js";
import { saved } from "./share.js";

// Why a file cannot be closed, other than that its drive is gone.
const REFUSED = ["AbortError", "NotAllowedError", "QuotaExceededError", "SecurityError"];
const PIECE_BYTES = 16 * 1024;

export class Flash {
  // `section`: where it is shown. `toolbox`: see toolbox.js. `language`: a key of the words.
  constructor(section, toolbox, language) {
    this.toolbox = toolbox;
    this.image = null; // {name, data, board, drive, version}, once it was found good
    this.offers = [];
    this.taken = 0; // attempts so far: what is said of an earlier one comes too late
    this.said = { image: null, save: null }; // [words key, what fills it] or [null, text]
    this.parts = build(section);
    this.parts.file.addEventListener("click", () => (this.parts.file.value = ""));
    this.parts.file.addEventListener("change", () => this.choose());
    this.parts.save.addEventListener("click", () => this.save());
    this.label(language);
  }

  // The view is shown, or another one is.
  seen(isSeen) {
    if (isSeen && !this.wasSeen) this.look();
    this.wasSeen = true;
  }

  // What comes with this copy of the page, if anything.
  async look() {
    const answer = await fetch("./images.json").catch(() => null); // there is no network
    this.offers = answer?.ok ? await answer.json() : [];
    this.label(this.language);
  }

  label(language) {
    this.language = language;
    this.words = FLASH_WORDS[language];
    for (const [part, key] of this.parts.texts) part.textContent = this.filled(key);
    this.parts.offers.replaceChildren(...this.offers.map((offer) => this.offer(offer)));
    const key = canSave() ? "save" : "download";
    this.parts.saveHow.textContent = this.filled(`${key}How`);
    this.parts.save.textContent = this.words[`${key}Button`];
    this.parts.save.disabled = this.image === null;
    for (const [where, said] of Object.entries(this.said)) this.tell(where, said);
  }

  filled(key, values = {}) {
    const drive = this.image?.drive ?? this.words.drives;
    const known = { drive, ...this.image, ...values };
    return this.words[key].replace(/{(\w+)}/g, (_, name) => known[name]);
  }

  tell(where, said) {
    this.said[where] = said;
    const [key, values] = said ?? [null, ""];
    this.parts[`${where}Said`].textContent = key ? this.filled(key, values) : values;
  }

  offer(offer) {
    return button(this.filled("offered", offer), () => this.load(offer.file));
  }

  async load(file) {
    const turn = this.forget();
    const answer = await fetch(`./${file}`).catch(() => null);
    if (turn !== this.taken) return;
    if (answer?.ok) await this.take(file, await answer.blob());
    else this.tell("image", ["notThere", { file }]);
  }

  // Another image is wanted: which attempt that is.
  forget() {
    this.image = null;
    this.said.save = null;
    this.tell("image", ["reading", {}]);
    this.label(this.language);
    return (this.taken += 1);
  }

  async choose() {
    const [file] = this.parts.file.files;
    if (file) await this.take(file.name, file);
  }

  // Read and check it.
  async take(name, blob) {
    const turn = this.forget();
    let data = null;
    let told;
    try {
      data = new Uint8Array(await blob.arrayBuffer());
      told = await this.checked(name, data, turn);
    } catch (error) {
      told = { fault: error.message };
    }
    if (turn !== this.taken) return;
    if (told.fault) this.tell("image", [null, told.fault]);
    else {
      this.image = { name, data, ...told };
      this.tell("image", ["good", {}]);
    }
    this.label(this.language);
  }

  async checked(name, data, turn) {
    const ask = async (...call) => JSON.parse(await this.toolbox.ask("flash", ...call));
    let told = await ask("begin", name, data.length);
    for (let at = 0; at < data.length && !told.fault && turn === this.taken; at += PIECE_BYTES) {
      told = await ask("piece", digitsOf(data.subarray(at, at + PIECE_BYTES)));
    }
    return told.fault || turn !== this.taken ? told : ask("end");
  }

  async save() {
    const { name, data } = this.image;
    if (!canSave()) {
      saved(data, name, "application/octet-stream");
      this.tell("save", ["downloaded", {}]);
      return;
    }
    let done = 0;
    try {
      const handle = await showSaveFilePicker({ suggestedName: name });
      const file = await handle.createWritable();
      while (done < data.length) {
        await file.write(data.subarray(done, done + PIECE_BYTES));
        done = Math.min(done + PIECE_BYTES, data.length);
        this.tell("save", ["saving", { percent: Math.floor((100 * done) / data.length) }]);
      }
      await file.close().catch((error) => {
        if (REFUSED.includes(error.name)) throw error;
      });
      this.tell("save", ["saved", {}]);
    } catch (error) {
      if (error.name === "AbortError" && !done) return; // the dialogue was left
      const percent = Math.floor((100 * done) / data.length);
      this.tell("save", ["broken", { percent, why: error.message }]);
    }
  }
}

const canSave = () => "showSaveFilePicker" in globalThis;

// The elements, and those whose words never change: [element, words key].
function build(section) {
  const texts = [];
  const worded = (name, key, props = {}) => {
    const element = make(name, props);
    texts.push([element, key]);
    return element;
  };
  const step = (key, ...children) =>
    make("section", { class: "flash-step" }, worded("h3", key), ...children);
  const said = () => make("p", { class: "told", role: "status" });
  const file = make("input", { type: "file", accept: ".uf2", id: "flash-file" });
  const choose = worded("label", "choose", { for: "flash-file", class: "what" });
  const offers = make("p", { class: "row" });
  const save = make("button", { type: "button", class: "small" });
  const saveHow = make("p");
  const [imageSaid, saveSaid] = [said(), said()];
  section.replaceChildren(
    worded("h2", "title", { class: "head" }),
    worded("p", "lead", { class: "soft" }),
    make(
      "div",
      { class: "flash-steps" },
      step("take", worded("p", "takeHow"), offers, make("p", { class: "row" }, choose, file), imageSaid),
      step("plug", worded("p", "plugHow"), worded("p", "plugKept", { class: "soft" })),
      step("save", saveHow, save, saveSaid),
      step("then", worded("p", "thenHow")),
    ),
  );
  return { texts, file, offers, save, saveHow, imageSaid, saveSaid };
}
