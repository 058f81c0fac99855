// The dialog for a place: on pictures of the body, by name in any language, or in own words.

import { button, make, opened } from "./dom.js";

const DOT_PX = 4; // of a panel's pixel
const LIT = "#d6f0ff";
const CLEAR = 5; // of a mark, in the panel's pixels, on each side
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Places {
  // `ask`: the tools' room maker. `load` before anything else.
  constructor(ask) {
    this.ask = ask;
  }

  async load() {
    const [list, pictures, regions] = await Promise.all(
      ["places", "pictures", "body"].map(async (name) => JSON.parse(await this.ask(name))),
    );
    this.list = list;
    this.pictures = pictures;
    this.regions = regions; // by name its picture, "" for none
    this.byCode = new Map(list.map((place) => [place.id, place]));
  }

  // A picture of the body as the panel has it, with a mark or without.
  drawing(name, mark) {
    const { width, height, pages } = this.pictures;
    const canvas = make("canvas", { width: width * DOT_PX, height: height * DOT_PX });
    canvas.setAttribute("aria-hidden", "true");
    const digits = pages[name];
    const context = canvas.getContext("2d");
    context.fillStyle = LIT;
    for (let y = 0; y < (digits ? height : 0); y += 1) {
      for (let x = 0; x < width; x += 1) {
        const byte = Number.parseInt(digits.substr(2 * ((y >> 3) * width + x), 2), 16);
        if ((byte >> (y & 7)) & 1) context.fillRect(x * DOT_PX, y * DOT_PX, DOT_PX - 1, DOT_PX - 1);
      }
    }
    if (mark) {
      context.strokeStyle = "#ffb454";
      context.lineWidth = DOT_PX;
      context.beginPath();
      context.arc((mark[0] + 0.5) * DOT_PX, (mark[1] + 0.5) * DOT_PX, 4 * DOT_PX, 0, 7);
      context.stroke();
    }
    return canvas;
  }

  // Resolves to {point}, {area} or {name, region, picture?, mark?}; null when nothing was chosen.
  choose(words, language) {
    return new Promise((resolve) => {
      const done = (value) => () => {
        resolve(value);
        close();
      };
      const told = (texts) => texts?.[language] ?? texts?.en ?? "";
      const results = make("ul", { class: "results" });
      const search = make("input", { type: "text", id: "place-search", autocomplete: "off" });
      const item = (place) =>
        make(
          "li",
          {},
          make(
            "button",
            { type: "button", class: "result", onclick: done({ point: place.id }) },
            make("strong", {}, `${place.id} ${told(place.name)}`),
            make("span", { class: "soft" }, `${told(place.label)}: ${told(place.find)}`),
          ),
        );
      const show = (places) => results.replaceChildren(...places.map(item));
      // Its part of the body, and if one likes the spot on its picture.
      const shown = make("div", {});
      let spot = {};
      const region = make(
        "select",
        {
          id: "place-region",
          onchange: () => {
            spot = {};
            const picture = this.regions[region.value];
            const mark = (at) => (spot = { picture, mark: at });
            shown.replaceChildren(...(picture ? [words.spot, this.spot(picture, words.spot, mark)] : []));
          },
        },
        make("option", { value: "" }, words.noRegion),
        ...Object.keys(this.regions).map((name) =>
          make("option", { value: name }, words.regions[name] ?? name.replaceAll("_", " ")),
        ),
      );
      const call = button("", () => {
        const name = search.value.trim();
        done(region.value ? { name, region: region.value, ...spot } : { area: name })();
      });
      const own = make(
        "div",
        { class: "own", hidden: true },
        make("label", { for: "place-region" }, words.region),
        region,
        shown,
        call,
      );
      let asked = 0;
      let found = this.list;
      search.addEventListener("input", async () => {
        const turn = (asked += 1);
        const text = search.value.trim();
        own.hidden = !text;
        call.textContent = words.ownWords.replace("{}", text);
        const codes = text ? JSON.parse(await this.ask("search", text)) : null;
        if (turn !== asked) return;
        found = codes ? codes.map((code) => this.byCode.get(code)) : this.list;
        show(found);
      });
      const bodies = [...new Set(this.list.map((place) => place.picture))].map((name) =>
        this.body(name, told, done, (place) => show(place ? [place] : found)),
      );
      const title = "places-title";
      const dialog = make(
        "dialog",
        { class: "places", "aria-labelledby": title, oncancel: done(null) },
        make(
          "div",
          { class: "places-head" },
          make("h2", { id: title }, words.choosePlace),
          button(words.close, done(null)),
        ),
        make(
          "div",
          { class: "places-body" },
          make(
            "div",
            { class: "by-name" },
            make("label", { for: "place-search" }, words.byName),
            search,
            own,
            results,
          ),
          make("div", { class: "bodies", role: "group", "aria-label": words.onBody }, ...bodies),
        ),
      );
      show(this.list);
      const close = opened(dialog);
      search.focus();
    });
  }

  // A picture on which one spot can be marked, by hand or by arrow keys; `mark` gets [x, y].
  spot(name, label, mark) {
    const { width, height } = this.pictures;
    const body = make("div", { class: "body", tabIndex: 0, role: "img", "aria-label": label });
    let [x, y] = [width / 2, height / 2];
    const move = (newX, newY) => {
      x = Math.min(Math.max(newX, CLEAR), width - 1 - CLEAR);
      y = Math.min(Math.max(newY, CLEAR), height - 1 - CLEAR);
      mark([x, y]);
      body.replaceChildren(this.drawing(name, [x, y]));
    };
    body.append(this.drawing(name));
    body.addEventListener("pointerdown", (event) => {
      const { left, top, width: across, height: down } = body.getBoundingClientRect();
      move(
        Math.floor(((event.clientX - left) / across) * width),
        Math.floor(((event.clientY - top) / down) * height),
      );
    });
    body.addEventListener("keydown", (event) => {
      const step = ARROWS[event.key];
      if (!step) return;
      event.preventDefault();
      move(x + step[0], y + step[1]);
    });
    return body;
  }

  // One picture with a button on each of its points.
  body(name, told, done, show) {
    const { width, height } = this.pictures;
    const places = this.list.filter((place) => place.picture === name);
    const marks = places.map((place) => {
      const mark = make("button", {
        type: "button",
        class: "mark",
        title: `${place.id} ${told(place.name)}`,
        "aria-label": `${place.id} ${told(place.name)}, ${told(place.label)}`,
        onclick: done({ point: place.id }),
        onfocus: () => show(place),
        onpointerenter: () => show(place),
        onpointerleave: () => show(null),
      });
      mark.style.left = `${((place.mark[0] + 0.5) / width) * 100}%`;
      mark.style.top = `${((place.mark[1] + 0.5) / height) * 100}%`;
      return mark;
    });
    return make("div", { class: "body" }, this.drawing(name), ...marks);
  }
}
