// The three models of models.py in engines from npm, one evaluation at a time; run in a folder with node_modules.
//
//     node npm.mjs SECONDS       seconds per line
//
// feelin and js-feel know formulas only; @gorules/zen-engine has graphs of its own, made here to say the same. Inputs
// are made beforehand, every kind of case is checked once, and the best of many batches is printed.
import { createRequire } from "module";
import { pathToFileURL } from "url";

const require = createRequire(process.cwd() + "/"), budget = 1e3 * (process.argv[2] || 1);
const TABLE = 3700, CHAIN = 1000;
const condition = 'above_scale and not(two_high) and q >= 5000000 and g >= 0.05 and region = "4403"';
const caseOfConditions = i => ({ above_scale: i % 16 !== 0, two_high: i % 16 === 1, q: 4000000 + (i % 16) * 200000,
    g: (3 + (i % 16)) / 100, region: i % 16 === 15 ? "4401" : "4403" });
const wantedOfConditions = i => i % 16 >= 5 && i % 16 !== 15;
const ruleOf = i => (i * 2039) % TABLE;
const code = c => "C" + String(c).padStart(4, "0");
const caseOfTable = i => ({ code: code(Math.floor(ruleOf(i) / 100)), x: (Math.floor(ruleOf(i) / 10) % 10) * 100 + 37,
    y: (ruleOf(i) % 10) * 1000 + 500 });
const caseOfChain = i => ({ start: i % 50 });
const wantedOfChain = i => { let v = (i % 50) + 1; for (let k = 1; k < CHAIN; k++) v = v >= 100 ? 0 : v + 1; return v; };

async function measure(name, make, wanted, evaluate, batch) {
    const cases = Array.from({ length: 3700 }, (_, i) => make(i));
    let wrong = 0, best = Infinity, next = 0, count = 0;
    for (let i = 0; i < Math.min(64, cases.length); i++) wrong += (await evaluate(cases[i])) !== wanted(i);
    for (const until = performance.now() + budget; performance.now() < until; count++) {
        const start = performance.now();
        for (let i = 0; i < batch; i++) {
            const result = evaluate(cases[next++ % cases.length]);
            if (result instanceof Promise) await result;
        }
        best = Math.min(best, (performance.now() - start) / batch);
    }
    console.log(`${name.padEnd(44)} best ${(best * 1e3).toFixed(2)} us per evaluation, ${wrong} of 64 wrong`);
}

async function attempt(name, run) {
    try {
        await run();
    } catch (error) {
        console.log(`SKIP: ${name}: ${String(error.message || error).split("\n")[0]}`);
    }
}

const at = { x: 0, y: 0 };
let last = 0;
const id = () => "n" + ++last;
const node = (type, content) => ({ id: id(), type, name: type, position: at, content });
const edge = (from, to) => ({ id: id(), sourceId: from.id, targetId: to.id, type: "edge" });
const expression = (key, value, passThrough) => node("expressionNode",
    { expressions: [{ id: id(), key, value }], passThrough, inputField: null, outputPath: null, executionMode: "single" });

function graph(nodes) {
    const all = [node("inputNode", {}), ...nodes, node("outputNode", {})];
    return { contentType: "application/vnd.gorules.decision", nodes: all,
        edges: all.slice(1).map((to, i) => edge(all[i], to)) };
}

function tableGraph() {
    const inputs = ["code", "x", "y"].map(field => ({ id: id(), name: field, field }));
    const output = { id: id(), name: "rate", field: "rate" };
    const rules = Array.from({ length: TABLE }, (_, r) => {
        const x = Math.floor(r / 10) % 10, y = r % 10;
        return { _id: id(), [inputs[0].id]: `'${code(Math.floor(r / 100))}'`, [inputs[1].id]: `[${x * 100}..${x * 100 + 100})`,
            [inputs[2].id]: `[${y * 1000}..${y * 1000 + 1000})`, [output.id]: String(r) };
    });
    return graph([node("decisionTableNode", { hitPolicy: "first", passThrough: false, inputField: null, outputPath: null,
        executionMode: "single", inputs, outputs: [output], rules })]);
}

await attempt("feelin", async () => {
    const { evaluate } = await import(pathToFileURL(process.cwd() + "/node_modules/feelin/dist/index.js"));
    await measure("feelin, five conditions", caseOfConditions, wantedOfConditions,
        c => evaluate(condition, c).value, 100);
    console.log("SKIP: feelin, table and 1,000 decisions: it evaluates formulas, not models");
});
await attempt("js-feel", async () => {
    const { feel } = require("js-feel")();
    const parsed = feel.parse(condition.replace("not(two_high)", "two_high = false"));
    await measure("js-feel, five conditions (parsed once)", caseOfConditions, wantedOfConditions, c => parsed.build(c), 20);
});
await attempt("zen", async () => {
    const { ZenEngine, ZenDecisionContent } = require("@gorules/zen-engine");
    const engine = new ZenEngine(), decision = content => engine.createDecision(new ZenDecisionContent(content));
    const one = decision(graph([expression("ok", condition.replace("not(two_high)", "not two_high").replace(" = ", " == ")
        .replaceAll('"', "'"), false)]));
    await measure("zen (npm), five conditions", caseOfConditions, wantedOfConditions,
        async c => (await one.evaluate(c)).result.ok, 100);
    const table = decision(tableGraph());
    await measure("zen (npm), FIRST table of 3,700 rules", caseOfTable, ruleOf,
        async c => (await table.evaluate(c)).result.rate, 4);
    const steps = [expression("d", "start + 1", true)];
    for (let i = 1; i < CHAIN; i++) steps.push(expression("d", "d >= 100 ? 0 : d + 1", true));
    const chain = decision(graph(steps));
    await measure("zen (npm), 1,000 decisions in a row", caseOfChain, wantedOfChain,
        async c => (await chain.evaluate(c)).result.d, 4);
});
