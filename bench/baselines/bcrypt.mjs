// node bcrypt.mjs COST SECONDS PARALLEL: bcrypt.compare in a loop on the same threads; prints { rate }.
import bcrypt from 'bcrypt';

const [cost, seconds, parallel] = process.argv.slice(2).map(Number);
const hash = await bcrypt.hash('benchmark-password', cost);
const end = performance.now() + seconds * 1_000;
let done = 0;
const loop = async () => {
  while (performance.now() < end) {
    await bcrypt.compare('benchmark-password', hash);
    done++;
  }
};
await Promise.all(Array.from({ length: parallel }, loop));
console.log(JSON.stringify({ rate: done / seconds }));
