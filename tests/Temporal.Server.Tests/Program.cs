using Temporal.Server.Tests.Faults;

return await ServedProcess.ServeAsync(args);
