// What the page of a test shows by itself: the time that is left, and a story whose passages are tapped.
// Shows the time left; the server decides. <p class="timer" data-deadline="ISO" data-now="the server's time, ISO"
// data-text-five="…" data-text-one="…"><span data-left></span><span class="visually-hidden" role="status"></span></p>
(() => {
  const box = document.querySelector("[data-deadline]");
  const left = box?.querySelector("[data-left]");
  const voice = box?.querySelector("[role=status]");
  if (!left) return;
  // The device's own clock may be wrong, so only what passes on it counts.
  const begun = Date.now();
  const given = Date.parse(box.dataset.deadline) - Date.parse(box.dataset.now);
  const marks = [[300, box.dataset.textFive], [60, box.dataset.textOne]];
  const two = (n) => String(n).padStart(2, "0");

  function show() {
    const seconds = Math.max(0, Math.ceil((given - (Date.now() - begun)) / 1000));
    const hours = Math.floor(seconds / 3600);
    left.textContent = (hours ? hours + ":" : "") + two(Math.floor(seconds / 60) % 60) + ":" + two(seconds % 60);
    box.classList.toggle("soon", seconds <= 300);
    // Said aloud twice only; a count that speaks every second cannot be worked beside.
    while (marks.length && seconds <= marks[0][0]) {
      const [at, text] = marks.shift();
      if (voice && text && seconds > at - 10) voice.textContent = text;
    }
    if (seconds > 0) return;
    clearInterval(ticking);
    // Opened after the end, the page would load itself for ever.
    if (given > 0) setTimeout(() => location.reload(), 1000 + Math.random() * 4000);
  }
  const ticking = setInterval(show, 1000);
  show();
})();
// <div data-markers hidden> with a button for each choice, before <ol class="story"> of li > label, select: a story
// to be tapped with a chosen marker. The selects stay what is sent, and only go out of sight.
(() => {
  const bar = document.querySelector("[data-markers]");
  if (!bar) return;
  const story = bar.nextElementSibling, buttons = [...bar.querySelectorAll("button")];
  const press = (what, is) => what.setAttribute("aria-pressed", is);
  let marker;
  function choose(n) {
    marker = n;
    buttons.forEach((button, at) => press(button, at === n));
  }
  function show(text, n) {
    text.className = buttons[n].classList[1] || ""; // a look, and never alone: the words stand beside it
    text.dataset.mark = n ? buttons[n].textContent : "";
    press(text, n > 0);
  }
  for (const select of story.querySelectorAll("select")) {
    const text = document.createElement("span"), [label] = select.labels;
    text.append(...label.childNodes);
    label.replaceWith(text);
    text.tabIndex = 0;
    text.setAttribute("role", "button");
    text.onclick = () => {
      select.selectedIndex = select.selectedIndex === marker ? 0 : marker;
      show(text, select.selectedIndex);
      select.dispatchEvent(new Event("input", { bubbles: true }));
    };
    text.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      text.click();
    };
    show(text, select.selectedIndex);
    select.hidden = true;
  }
  buttons.forEach((button, n) => { button.onclick = () => choose(n); });
  choose(1);
  bar.hidden = false;
  story.classList.add("tapped");
})();
