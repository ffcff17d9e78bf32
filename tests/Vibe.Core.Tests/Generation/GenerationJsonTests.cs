using System.Text.Json;
using Vibe.Core.Generation;
using Vibe.Core.Reviews;

namespace Vibe.Core.Tests.Generation;

public sealed class GenerationJsonTests
{
    [Fact]
    public void TryReadFiles_ValidAnswer_FilesInTheOrderOfTheirPaths()
    {
        Assert.True(GenerationJson.TryReadFiles("""{"summary":"s","files":[{"path":"b.txt","content":"2"},{"path":"a/c.txt","content":""}]}""", out var files, out var problem));

        Assert.Null(problem);
        Assert.Equal("s", files.Summary);
        Assert.Equal([new GeneratedFile("a/c.txt", ""), new GeneratedFile("b.txt", "2")], files.Files);
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{\"summary\":\"s\",\"files\":[{\"path\":\"a\"", "not valid JSON")]
    [InlineData("{\"summary\":\"s\"}", "no files")]
    [InlineData("{\"summary\":\"s\",\"files\":[]}", "no files")]
    [InlineData("{\"summary\":\"s\",\"files\":[{\"path\":\"a\"}]}", "no content")]
    [InlineData("{\"summary\":\"s\",\"files\":[\"a\"]}", "no content")]
    public void TryReadFiles_WhatDoesNotHold_IsToldInWords(string json, string words)
    {
        Assert.False(GenerationJson.TryReadFiles(json, out _, out var problem));

        Assert.Contains(words, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("C:\\x")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    [InlineData("a/")]
    [InlineData("a. ")]
    [InlineData("")]
    public void TryReadFiles_PathThatIsNotPlain_IsRefused(string path)
    {
        var json = JsonSerializer.Serialize(new { summary = "s", files = new[] { new { path, content = "x" } } });

        Assert.False(GenerationJson.TryReadFiles(json, out _, out var problem));

        Assert.Contains("not a plain relative path", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void ProblemOf_PathsThatMeet_AreNamed()
    {
        Assert.Contains("twice", GenerationJson.ProblemOf([new("a", ""), new("A", "")]), StringComparison.Ordinal);
        Assert.Contains("a file and a folder", GenerationJson.ProblemOf([new("a", ""), new("a/b", "")]), StringComparison.Ordinal);
        Assert.Contains("at most 50", GenerationJson.ProblemOf([.. Enumerable.Range(0, 51).Select(i => new GeneratedFile($"f{i}", ""))]), StringComparison.Ordinal);
        Assert.Contains("at most 400000", GenerationJson.ProblemOf([new("a", new string('x', 400_001))]), StringComparison.Ordinal);
        Assert.Null(GenerationJson.ProblemOf([new("a", ""), new("ab", "")]));
    }

    [Fact]
    public void TryReadReview_ValidAnswer_HeaviestFirst()
    {
        Assert.True(GenerationJson.TryReadReview("""{"findings":[{"severity":"note","path":"","message":"n"},{"severity":"Blocking","path":"a","message":"b"}],"note":"ok"}""", out var answer, out _));

        Assert.Equal([new Finding(FindingSeverity.Blocking, "a", "b"), new Finding(FindingSeverity.Note, null, "n")], answer.Findings);
        Assert.Equal("ok", answer.Note);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"findings\":[{\"severity\":\"awful\",\"path\":\"\",\"message\":\"m\"}],\"note\":\"\"}")]
    [InlineData("{\"findings\":[{\"severity\":\"9\",\"path\":\"\",\"message\":\"m\"}],\"note\":\"\"}")]
    [InlineData("{\"findings\":[{\"severity\":\"note\",\"path\":\"\",\"message\":\"\"}],\"note\":\"\"}")]
    public void TryReadReview_WhatDoesNotHold_IsRefused(string json) => Assert.False(GenerationJson.TryReadReview(json, out _, out _));
}
