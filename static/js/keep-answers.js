// Sends what is given at once; keeps it on this device only until the server says it has it. Reads
// form[data-keep=attempt/question][data-save][data-version], form[data-hand-in=attempt], [data-saved].
(() => {
  const [form, handIn, line] = ["form[data-keep]", "form[data-hand-in]", "[data-saved]"]
    .map((selector) => document.querySelector(selector));
  if (!line || !(form || handIn)) return;
  const own = form && "muras-answer:" + form.dataset.keep;
  const prefix = `muras-answer:${form ? form.dataset.keep.split("/")[0] : handIn.dataset.handIn}/`;
  const kept = new Map(); // holds them as well where the device refuses to store
  const store = (act) => { try { act(localStorage); } catch { /* closed or full */ } };
  const put = (key, entry) => kept.set(key, entry) && store((s) => { s[key] = JSON.stringify(entry); });
  const drop = (key) => kept.delete(key) && store((s) => delete s[key]);
  store((s) => Object.keys(s).forEach((k) => k.startsWith(prefix) && kept.set(k, JSON.parse(s[k]))));
  let version = Math.max(form?.dataset.version || 0, kept.get(own)?.version || 0), pause = 1000;
  let refused, reached, leaving, running, typing, retry, notice;
  function say(state, text) {
    if (state === "saving" && line.dataset.state === "failed") return; // until it is mended
    text ||= line.dataset["text" + state[0].toUpperCase() + state.slice(1)];
    line.dataset.state = state;
    if (line.textContent !== text) line.textContent = text; // said once to those who listen
  }
  const tokens = (page) => [...page.querySelectorAll("[name=csrf_token]")];
  async function send(key, { id, fields, url }) {
    const body = new FormData(), token = ["csrf_token", tokens(document)[0].value];
    [...fields, token].forEach(([name, value]) => body.append(name, value));
    const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" },
      redirect: "manual", keepalive: true, signal: AbortSignal.timeout?.(8000) });
    const said = await answer.json().catch(() => ({}));
    if (answer.ok && said.saved) { if (kept.get(key)?.id === id) drop(key); notice = said.notice || notice; return; }
    if (answer.type === "opaqueredirect" || answer.status === 401) throw line.dataset.textSignedOut;
    refused = answer.status === 409 || answer.status === 410; // another seat is live, or closed
    if ([410, 413, 422].includes(answer.status)) drop(key); // asking again would not help
    if (answer.status === 400) { // signing in again in another tab has changed the token
      const page = new DOMParser().parseFromString(await (await fetch(location)).text(), "text/html");
      tokens(document).forEach((field) => { field.value = tokens(page)[0]?.value || field.value; });
    }
    throw refused ? [said.error, said.advice].filter(Boolean).join(". ") : "";
  }
  async function empty() {
    clearTimeout(retry);
    if (refused || !kept.size) return;
    say("saving");
    const late = setTimeout(say, 2500, "failed");
    try {
      for (notice = ""; kept.size;) await send(...kept.entries().next().value);
      say(notice ? "failed" : "saved", notice);
      pause = 1000;
    } catch (reason) {
      reached = typeof reason === "string"; // our own words; else the line broke
      say("failed", reached ? reason : "");
      if (!refused) retry = setTimeout(flush, pause = Math.min(pause * 2, 30000));
    } finally { clearTimeout(late); }
  }
  const flush = () => running ||= empty().finally(() => { running = undefined; });
  form?.addEventListener("input", ({ target }) => {
    const given = new FormData(form), id = URL.createObjectURL(new Blob()).slice(-36); // a UUID
    for (const [name, value] of [["client_id", id], ["version", ++version]]) {
      given.set(name, value);
      if (form.elements[name]) form.elements[name].value = value; // sending by hand repeats this save
    }
    given.delete("csrf_token");
    if (!refused) put(own, { id, version, fields: [...given], url: form.dataset.save });
    say("saving");
    clearTimeout(typing);
    typing = setTimeout(flush, /radio|checkbox|select/.test(target.type) ? 0 : 600);
  });
  const older = kept.get(own); // given, not yet acknowledged when the page was left
  if (older?.version > (form?.dataset.version || 0)) for (const f of form.elements) {
    const given = older.fields.filter(([name]) => name === f.name).map(([, value]) => value);
    if (/radio|checkbox/.test(f.type)) f.checked = given.includes(f.value);
    else if (given.length) f.value = given[0];
  }
  (form || handIn).addEventListener("submit", async (event) => {
    if (leaving || refused || !kept.size) return;
    event.preventDefault(); // without a line the page is not left for one that cannot come
    await flush();
    if ((leaving = reached || !kept.size)) event.target.requestSubmit(event.submitter);
  });
  ["load", "online", "focus"].forEach((name) => window.addEventListener(name, flush));
})();
