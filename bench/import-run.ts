import { convertFile } from "../app/src/convert/convert.ts";
import { peakMemory } from "./measure.ts";

// A process of its own for each conversion, as the command line has, so that memory and start are its own.
const [file, mapping, out, report] = process.argv.slice(2) as [string, string, string, string];
const { rows, outcome, events } = await convertFile({ file, mapping, out, report });
process.stdout.write(JSON.stringify({ outcome, ...rows, events, peak: peakMemory() }));
