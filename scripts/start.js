/*
 * Starts the server: checks Node's version, builds what is stale, becomes the server. Invariant: nothing here needs a modern
 * Node to be parsed, so that an old one prints a sentence and no stack trace. Hence no static import and no new syntax.
 */
import('./node-version.js')
  .then(function () {
    return import('./build.js');
  })
  .then(function (module) {
    return module.build();
  })
  .then(
    function () {
      return import('node:module').then(function (module) {
        // Stack traces name the lines of src/; those of packages stay as they are, which keeps the start fast.
        if (module.setSourceMapsSupport) module.setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
        return import('../dist/src/main.js');
      });
    },
    function (error) {
      console.error('The build failed, so the server was not started:\n' + (error && error.message ? error.message : error));
      process.exit(1);
    },
  );
