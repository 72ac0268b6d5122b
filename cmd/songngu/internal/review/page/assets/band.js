// The band between the two sides of a pair: as tall on either side as its text,
// drawn from one to the other; a sentence without partner has a band that ends.

// bandEdges are the ends of a band, along the two texts.
export const bandEdges = (w, l, r) => (l ? `M0 0V${l}` : "") + (r ? `M${w} 0V${r}` : "");

// bandPath is the shape of a band, w px wide, between a left side of l px and a
// right side of r px.
export function bandPath(w, l, r) {
  if (l === 0) return tongue(w, r, (x) => w - x);
  if (r === 0) return tongue(w, l, (x) => x);
  const m = w / 2;
  return `M0 0H${w}V${r}C${m} ${r} ${m} ${l} 0 ${l}Z`;
}

// tongue is the band of a side without partner: it tapers off before the middle.
function tongue(w, h, x) {
  const end = w * 0.5;
  const half = h / 2;
  return `M${x(0)} 0C${x(end * 0.7)} 0 ${x(end)} ${half * 0.4} ${x(end)} ${half}S${x(end * 0.7)} ${h} ${x(0)} ${h}Z`;
}

// tier names how sure a confidence is; the style sheet has a colour and a kind
// of line for each.
export function tier(confidence, threshold) {
  if (confidence >= threshold) return "sure";
  return confidence >= 0.5 ? "doubtful" : "poor";
}

// percent is a confidence as a whole number; only certainty itself is 100.
export const percent = (confidence) => Math.floor(confidence * 100 + 1e-9);
