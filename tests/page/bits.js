() => {
  const canvas = document.getElementById("panel");
  const dot = canvas.width / 128;
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const page = new Array(1024).fill(0);
  for (let y = 0; y < 64; y += 1) {
    for (let x = 0; x < 128; x += 1) {
      const at = 4 * (Math.floor((y + 0.4) * dot) * canvas.width + Math.floor((x + 0.4) * dot));
      if (pixels[at] > 60) page[(y >> 3) * 128 + x] |= 1 << (y & 7);
    }
  }
  const lines = [...document.querySelectorAll("#says p")].map((line) => line.textContent);
  return [lines, page];
}
