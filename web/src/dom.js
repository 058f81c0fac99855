// Elements made in one call: make("button", { type: "button", onclick }, "text", child, ...).

export function make(name, props = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue;
    if (key === "class") made.className = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key.startsWith("data-") || key.startsWith("aria-") || key === "for" || key === "role")
      made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export const button = (text, onclick, props = {}) =>
  make("button", { type: "button", class: "small", onclick, ...props }, text);

// Show `dialog`, over everything. The line that says that a session runs goes into it, for else
// its STOP could not be pressed meanwhile.
export function opened(dialog) {
  document.body.append(dialog);
  const running = document.getElementById("running");
  const place = document.createComment("");
  running?.replaceWith(place);
  if (running) dialog.prepend(running);
  dialog.showModal();
  return () => {
    if (running) place.replaceWith(running);
    dialog.close();
    dialog.remove();
  };
}

// A question; resolves to which of `answers` was given, from 0 on, or -1.
export function asked(title, lines, answers) {
  return new Promise((resolve) => {
    const answer = (which) => () => {
      resolve(which);
      close();
    };
    const dialog = make(
      "dialog",
      { class: "question", "aria-labelledby": "question", oncancel: answer(-1) },
      make("h2", { id: "question" }, title),
      make("div", { class: "lines", tabIndex: 0 }, ...lines),
      make("p", { class: "row" }, ...answers.map((text, at) => button(text, answer(at)))),
    );
    const close = opened(dialog);
    dialog.querySelector(".row button")?.focus();
  });
}
