// Part of `npx projen compile`: what the package starts with becomes one file each, because Node takes longer to find, read and compile a thousand small
// ones than to run them. Their types stay as they are; packages are loaded as ever.
const fs = require('fs');
const path = require('path');

const esbuild = require('esbuild');

const PROGRAMS = ['index', 'run/start', 'run/cli'];

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

async function bundle() {
  for (const program of PROGRAMS) {
    const outfile = path.resolve(`lib/${program}.js`);
    await esbuild.build({
      entryPoints: [outfile],
      outfile,
      allowOverwrite: true,
      bundle: true,
      platform: 'node',
      target: 'esnext',
      packages: 'external',
      charset: 'utf8',
      logLevel: 'warning',
      plugins: [whereTheSourceWas(path.dirname(outfile)), theIndex],
    });
  }
  // What is in them lies nowhere else, so that there are no two copies of one class.
  const kept = new Set(PROGRAMS.map((program) => `${program}.js`));
  for (const file of fs.readdirSync('lib', { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.js') && !kept.has(file) && fs.existsSync(`lib/${file.replace(/\.js$/, '.d.ts')}`)) fs.rmSync(`lib/${file}`);
  }
}

void bundle();
