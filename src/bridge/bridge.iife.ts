console.debug("bridge");
