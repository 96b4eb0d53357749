console.debug("hook");
