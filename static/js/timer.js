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
