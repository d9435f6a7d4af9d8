// node bcrypt.mjs COST SECONDS PARALLEL: bcrypt.compare in a loop on the same threads; prints { rate }.
import bcrypt from 'bcrypt';
import { repeatedly } from '../measure.mjs';

const [cost, seconds, parallel] = process.argv.slice(2).map(Number);
const hash = await bcrypt.hash('benchmark-password', cost);
const compare = () => bcrypt.compare('benchmark-password', hash);
console.log(JSON.stringify({ rate: await repeatedly(seconds, Array(parallel).fill(compare)) }));
