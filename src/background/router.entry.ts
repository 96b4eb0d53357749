console.debug("router");
