// Part of `npx projen compile`: what the package starts with becomes one file each, because Node takes longer to find, read and compile a thousand small
// ones than to run them. The packages that lie in this one are in it as well; projen and constructs are those of the estate. Types stay as they are. Takes the
// folder of the compiled code, `lib` unless it is told.
const fs = require('fs');
const path = require('path');

const esbuild = require('esbuild');

const { peerDependencies } = require('../package.json');

const PROGRAMS = ['index.js', 'run/start.js', 'run/cli.js'];
const PEERS = Object.keys(peerDependencies).flatMap((name) => [name, `${name}/*`]);

/** What is read beside a source is read beside the program: `__dirname` is where the source was. */
const whereTheSourceWas = (folder) => ({
  name: 'where the source was',
  setup: (build) => build.onLoad({ filter: /\.js$/ }, ({ path: file }) => {
    const from = JSON.stringify(path.relative(folder, path.dirname(file)).split(path.sep).join('/'));
    return { contents: fs.readFileSync(file, 'utf8').replace(/\b__dirname\b/g, `require('path').join(__dirname, ${from})`) };
  }),
});

/** Starts what estates import, which stays one copy. */
const theIndex = { name: 'the index', setup: (build) => build.onResolve({ filter: /^\.\.$/ }, () => ({ path: '..', external: true })) };

/** Makes one file of a program. @returns the files that it is made of */
async function bundle(outfile) {
  const { metafile } = await esbuild.build({
    entryPoints: [outfile],
    outfile,
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    target: 'esnext',
    external: PEERS,
    charset: 'utf8',
    logLevel: 'warning',
    metafile: true,
    plugins: [whereTheSourceWas(path.dirname(outfile)), theIndex],
  });
  return Object.keys(metafile.inputs).map((file) => path.resolve(file));
}

async function main(folder) {
  const programs = PROGRAMS.map((program) => path.join(folder, program));
  const bundled = new Set();
  for (const program of programs) for (const file of await bundle(program)) bundled.add(file);
  // ECMAScript modules import by name what Node reads from the text, without running it. This is how esbuild itself writes the names down.
  fs.appendFileSync(programs[0], `0 && (module.exports = { ${Object.keys(require(programs[0])).join(', ')} });\n`);
  // What is in them lies nowhere else, so that there are no two copies of one class. Of types alone there is nothing in them.
  const isCompiled = (file) => bundled.has(file) || fs.existsSync(file.replace(/\.js$/, '.d.ts'));
  const scripts = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js')).map((file) => path.join(folder, file));
  for (const file of scripts.filter((each) => !programs.includes(each) && isCompiled(each))) fs.rmSync(file);
}

void main(path.resolve(process.argv[2] ?? 'lib'));
