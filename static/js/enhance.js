// What every page gains from scripts, attached by data- attributes; without it the page works as well.
(() => {
  const all = (selector) => document.querySelectorAll(selector);

  // Our own messages stand in the reader's language; the browser's may not.
  for (const form of all('form[method="post"]')) form.noValidate = true;
  all("[data-focus]")[0]?.focus();

  // <button data-print hidden>: of no use without scripts, so it is shown by them.
  for (const button of all("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // data-confirm="…" on the form or on the button that sends it.
  document.addEventListener("submit", (event) => {
    const text = event.submitter?.dataset.confirm || event.target.dataset.confirm;
    if (text && !event.defaultPrevented && !window.confirm(text)) event.preventDefault();
  });

  // A second tap sends nothing. After a while it may: an answer can be a file, and the page stays.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(free, 8000, form);
  });
  function free(form) {
    delete form.dataset.sent;
    for (const button of form.elements) button.removeAttribute("aria-disabled");
  }
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) all("form[data-sent]").forEach(free);
  });

  // <form data-forget>, signing out: the next person finds no answers kept on this device.
  for (const form of all("form[data-forget]")) form.addEventListener("submit", () => {
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith("muras-")) delete localStorage[key];
    } catch { /* storage is closed: nothing is kept there */ }
  });

  // The folded menu closes as everything that opens.
  const fold = all("details.fold")[0];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !fold?.open) return;
    fold.open = false;
    fold.querySelector("summary").focus();
  });

  // <a class="term" data-term="…">: the definition opens over the text, not on a page of its own.
  // The page of the definition brings its own button for closing.
  const dialog = document.createElement("dialog");
  async function define(link) {
    const answer = await fetch(`/glossary/${encodeURIComponent(link.dataset.term)}?part=1`);
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    dialog.replaceChildren(...(page.querySelector("main") || page.body).childNodes);
    dialog.lang = page.documentElement.lang;
    dialog.setAttribute("aria-label", link.textContent);
    document.body.append(dialog);
    dialog.showModal();
  }
  document.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
    const link = event.target.closest("a[data-term]");
    if (!link || !dialog.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    define(link).catch(() => location.assign(link.href));
  });
})();
