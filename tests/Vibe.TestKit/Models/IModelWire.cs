using System.Text.Json;

namespace Vibe.TestKit.Models;

/// <summary>How a provider writes a stream.</summary>
internal interface IModelWire
{
    string ContentType { get; }

    string Broken { get; }

    string Piece(string text, bool isRefusal);

    string End(JsonElement request, string text);
}
