using Vibe.Host;

return await VibeApplication.RunAsync(args);
