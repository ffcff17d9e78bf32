using Temporalio.Common.EnvConfig;

namespace Temporal.Sdk.Tests.Common.EnvConfig;

public sealed class TomlReaderTests
{
    [Theory]
    [InlineData("a = 'x'", "x")]
    [InlineData("a = \"x\\ty\\u00e9\\\"\"", "x\ty\u00e9\"")]
    [InlineData("a = '''\nline\nline'''", "line\nline")]
    [InlineData("a = \"\"\"\nline \\\n   goes on\"\"\"", "line goes on")]
    [InlineData("a = \"\"\"say \"\"hi\"\"\"\"\"", "say \"\"hi\"\"")]
    [InlineData("a = true # comment", true)]
    [InlineData("a = 1_000", 1000L)]
    [InlineData("a = 0xff", 255L)]
    [InlineData("a = -1.5e2", -150.0)]
    [InlineData("\"a\" = 1979-05-27T07:32:00Z", "1979-05-27T07:32:00Z")]
    public void Read_Value_HasItsType(string toml, object expected) => Assert.Equal(expected, TomlReader.Read(toml)["a"]);

    [Fact]
    public void Read_Tables_Nest()
    {
        var root = TomlReader.Read("""
            top = 1
            [profile.default] # the one
            address = "localhost:7233"
            tls.server_name = "dotted"
            inline = { a = 1, b.c = "two" }
            list = [
              "one", # with a comment
              "two",
            ]
            [profile."other one".grpc_meta]
            key = 'value'
            [[items]]
            name = "first"
            [[items]]
            name = "second"
            """);

        var profiles = Table(root["profile"]);
        var first = Table(profiles["default"]);
        Assert.Equal("dotted", Table(first["tls"])["server_name"]);
        Assert.Equal("two", Table(Table(first["inline"])["b"])["c"]);
        Assert.Equal(["one", "two"], (List<object>)first["list"]);
        Assert.Equal("value", Table(Table(profiles["other one"])["grpc_meta"])["key"]);
        Assert.Equal(["first", "second"], ((List<object>)root["items"]).Select(i => Table(i)["name"]));
    }

    [Theory]
    [InlineData("a = 1\na = 2", "line 2")]
    [InlineData("[t]\n[t]", "line 2")]
    [InlineData("a = nonsense", "line 1")]
    [InlineData("a = 'open", "line 1")]
    [InlineData("a = \"\\q\"", "line 1")]
    [InlineData("a 1", "line 1")]
    [InlineData("a = 1 b = 2", "line 1")]
    [InlineData("a = 1\n[a]", "line 2")]
    [InlineData("a = [1, 2", "line 1")]
    public void Read_Mistake_IsNamedWithItsLine(string toml, string line)
    {
        var error = Assert.Throws<FormatException>(() => TomlReader.Read(toml));

        Assert.Contains(line, error.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, object> Table(object value) => (Dictionary<string, object>)value;
}
