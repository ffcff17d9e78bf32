using Microsoft.Extensions.Options;
using Vibe.Models.Ollama;
using Vibe.Models.OpenAi;
using Vibe.Models.Sample;
using Vibe.Models.Settings;

namespace Vibe.Models;

/// <summary>All options of this module, each validated when it is first read.</summary>
internal sealed record ModelsSettings(IOptions<ModelsOptions> Models, IOptions<OllamaOptions> Ollama, IOptions<OpenAIOptions> OpenAI, IOptions<SampleOptions> Sample);
