// The device's files, kept by the browser: as on a card, whole or not at all.
//
// A file is replaced in one step by a staging copy that was written and flushed before; a
// line is appended and flushed, or the file is as it was. Where the browser has a private file
// system for the page (OPFS) they are files there, else records of a database, else they last
// as long as the page does; `kind` says which.

const FOLDER = "acupacer";
const STAGING = ".part";
const HISTORY = "history.jsonl";
const WRITTEN = ["routines.json", HISTORY, "settings.json"];
const NEWLINE = new TextEncoder().encode("\n");
const TABLE = "files";
const REASONS = {
  NotFoundError: "absent",
  QuotaExceededError: "full",
  NoModificationAllowedError: "read_only",
  NotAllowedError: "read_only",
};

// The best there is. `storage`, `databases`: the browser's; tests give others.
export async function openFiles(storage = navigator.storage, databases = self.indexedDB) {
  for (const open of [() => PrivateFiles.open(storage), () => Records.open(databases)]) {
    try {
      return new Files(await open());
    } catch {
      // The next one is asked.
    }
  }
  return new Files(new Memory());
}

// What the store orders, carried out on a medium with read, stage, commit, discard, append.
class Files {
  constructor(medium) {
    this.medium = medium;
    this.kind = medium.kind;
  }

  // One order; resolves to [outcome, hexadecimal digits]. Never rejects.
  async perform(order, name, offset, length, data) {
    try {
      if (order === "Read") return ["read", digits(await this.slice(name, offset, length))];
      if (order === "StageWrite") await this.medium.stage(name, offset, data);
      else if (order === "Commit") await this.medium.commit(name, length);
      else if (order === "Discard") await this.medium.discard(name);
      else await this.medium.append(name, data);
      return ["stored", ""];
    } catch (error) {
      return [REASONS[error?.name] ?? "io", ""];
    }
  }

  // The whole file, or null when there is none.
  async read(name) {
    try {
      return await this.medium.read(name);
    } catch (error) {
      if (error?.name === "NotFoundError") return null;
      throw error;
    }
  }

  // Replace the file by `data`.
  async write(name, data) {
    await this.medium.stage(name, 0, data);
    await this.medium.commit(name, data.length);
  }

  // What a page that was closed in the middle left: staging copies go, a torn line ends.
  async recover() {
    try {
      for (const name of WRITTEN) await this.medium.discard(name);
      const history = await this.read(HISTORY);
      if (history?.length && history.at(-1) !== NEWLINE[0]) {
        await this.medium.append(HISTORY, NEWLINE);
      }
    } catch {
      // What cannot be tidied up cannot be written either: the store will say so.
    }
  }

  async slice(name, offset, length) {
    return (await this.medium.read(name)).subarray(offset, offset + length);
  }
}

const digits = (data) => {
  let text = "";
  for (const byte of data) text += byte.toString(16).padStart(2, "0");
  return text;
};

function refuse(name) {
  throw new DOMException("", name);
}

// The page's private file system. What was read is kept until the file is written.
class PrivateFiles {
  kind = "files";

  static async open(storage) {
    const root = await storage.getDirectory();
    const folder = await root.getDirectoryHandle(FOLDER, { create: true });
    const made = new PrivateFiles(folder);
    await made.stage("probe", 0, NEWLINE); // says whether it can be written here, and moved
    await made.commit("probe", NEWLINE.length);
    await folder.removeEntry("probe");
    return made;
  }

  constructor(folder) {
    this.folder = folder;
    this.staged = new Map(); // name -> [handle, access]
    this.known = new Map();
  }

  async read(name) {
    if (!this.known.has(name)) {
      const file = await (await this.folder.getFileHandle(name)).getFile();
      this.known.set(name, new Uint8Array(await file.arrayBuffer()));
    }
    return this.known.get(name);
  }

  async stage(name, offset, data) {
    if (!offset) await this.discard(name);
    if (!this.staged.has(name)) {
      if (offset) refuse("DataError"); // what came before it is gone
      const handle = await this.folder.getFileHandle(name + STAGING, { create: true });
      const opened = await handle.createSyncAccessHandle();
      opened.truncate(0);
      this.staged.set(name, [handle, opened]);
    }
    const [, access] = this.staged.get(name);
    if (access.getSize() !== offset) refuse("DataError");
    writeAll(access, data, offset);
  }

  async commit(name, length) {
    if (!this.staged.has(name)) refuse("DataError");
    const [handle, access] = this.staged.get(name);
    this.staged.delete(name);
    let isWhole = false;
    try {
      access.flush();
      isWhole = access.getSize() === length;
    } finally {
      access.close();
    }
    if (!isWhole) {
      await this.remove(name + STAGING);
      refuse("DataError");
    }
    this.known.delete(name);
    await handle.move(name);
  }

  async discard(name) {
    this.staged.get(name)?.[1].close();
    this.staged.delete(name);
    await this.remove(name + STAGING);
  }

  async append(name, data) {
    this.known.delete(name);
    const handle = await this.folder.getFileHandle(name, { create: true });
    const access = await handle.createSyncAccessHandle();
    const size = access.getSize();
    try {
      writeAll(access, data, size);
      access.flush();
    } catch (error) {
      access.truncate(size);
      access.flush();
      throw error;
    } finally {
      access.close();
    }
  }

  async remove(name) {
    try {
      await this.folder.removeEntry(name);
    } catch (error) {
      if (error?.name !== "NotFoundError") throw error;
    }
  }
}

function writeAll(access, data, at) {
  if (access.write(data, { at }) !== data.length) refuse("QuotaExceededError");
}

// Files as bytes in memory; staging copies always are.
class Memory {
  kind = "nowhere";
  files = new Map();
  staged = new Map();

  async read(name) {
    return this.files.get(name) ?? refuse("NotFoundError");
  }

  async stage(name, offset, data) {
    const before = offset ? (this.staged.get(name) ?? new Uint8Array()) : new Uint8Array();
    if (before.length !== offset) refuse("DataError");
    this.staged.set(name, joined(before, data));
  }

  async commit(name, length) {
    const whole = this.staged.get(name);
    this.staged.delete(name);
    if (whole?.length !== length) refuse("DataError");
    await this.keep(name, whole);
  }

  async discard(name) {
    this.staged.delete(name);
  }

  async append(name, data) {
    await this.keep(name, joined(this.files.get(name) ?? new Uint8Array(), data));
  }

  async keep(name, data) {
    this.files.set(name, data);
  }
}

// A database: a file is a record, and replaced as one. What is kept is in memory as well.
class Records extends Memory {
  kind = "records";

  static async open(databases) {
    const opening = databases.open(FOLDER, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE);
    const made = new Records(await settled(opening));
    const table = made.database.transaction(TABLE).objectStore(TABLE);
    const [names, files] = await Promise.all([
      settled(table.getAllKeys()),
      settled(table.getAll()),
    ]);
    names.forEach((name, at) => made.files.set(name, files[at]));
    return made;
  }

  constructor(database) {
    super();
    this.database = database;
  }

  async keep(name, data) {
    const writing = this.database.transaction(TABLE, "readwrite", { durability: "strict" });
    writing.objectStore(TABLE).put(data, name);
    await new Promise((resolve, reject) => {
      writing.oncomplete = resolve;
      writing.onabort = writing.onerror = () => reject(writing.error);
    });
    this.files.set(name, data);
  }
}

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const joined = (first, second) => {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
};
