using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Common;

namespace Temporal.Sdk.Tests.Common;

public sealed class SearchAttributeCollectionTests
{
    private static readonly SearchAttributeKey<string> Keyword = SearchAttributeKey.CreateKeyword("K");

    [Fact]
    public void ToProto_EachType_NamesItAndReadsBack()
    {
        var when = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(2));
        var attributes = new SearchAttributeCollection.Builder()
            .Set(SearchAttributeKey.CreateBool("B"), true)
            .Set(SearchAttributeKey.CreateDateTimeOffset("D"), when)
            .Set(SearchAttributeKey.CreateDouble("F"), 1.5)
            .Set(SearchAttributeKey.CreateLong("I"), long.MaxValue)
            .Set(Keyword, "word")
            .Set(SearchAttributeKey.CreateKeywordList("L"), ["a", "b"])
            .Set(SearchAttributeKey.CreateText("T"), "some text")
            .ToSearchAttributeCollection();

        var proto = attributes.ToProto();
        var again = SearchAttributeCollection.FromProto(proto);

        Assert.Equal(
            ["Bool", "Datetime", "Double", "Int", "Keyword", "KeywordList", "Text"],
            proto.IndexedFields.Values.Select(p => p.Metadata["type"].ToStringUtf8()).Order());
        Assert.Equal("\"2026-01-02T01:04:05.678Z\"", proto.IndexedFields["D"].Data.ToStringUtf8());
        Assert.Equal(7, again.Count);
        Assert.Equal(when, again.Get(SearchAttributeKey.CreateDateTimeOffset("D")));
        Assert.Equal(long.MaxValue, again.Get(SearchAttributeKey.CreateLong("I")));
        Assert.Equal(["a", "b"], again.Get(SearchAttributeKey.CreateKeywordList("L")));
    }

    [Fact]
    public void FromProto_UntypedNullOrListOfOne_IsReadAsItShould()
    {
        var proto = new SearchAttributes();
        proto.IndexedFields["Untyped"] = Json("1", null);
        proto.IndexedFields["Null"] = Json("null", "Int");
        proto.IndexedFields["One"] = Json("[7]", "Int");

        var attributes = SearchAttributeCollection.FromProto(proto);

        Assert.Equal(7, attributes.Get(SearchAttributeKey.CreateLong("One")));
        Assert.Single(attributes);
    }

    [Fact]
    public void Get_AnotherTypeOrName_IsNotFound()
    {
        var attributes = new SearchAttributeCollection.Builder().Set(Keyword, "word").ToSearchAttributeCollection();

        Assert.True(attributes.ContainsKey("K"));
        Assert.False(attributes.ContainsKey(SearchAttributeKey.CreateText("K")));
        Assert.Throws<KeyNotFoundException>(() => attributes.Get(SearchAttributeKey.CreateText("K")));
    }

    [Fact]
    public void Builder_SetAgainAndUnset_KeepsOnePerName()
    {
        var first = new SearchAttributeCollection.Builder().Set(Keyword, "word").ToSearchAttributeCollection();

        var second = new SearchAttributeCollection.Builder(first).Set(SearchAttributeKey.CreateText("K"), "text").ToSearchAttributeCollection();
        var third = new SearchAttributeCollection.Builder(first).Unset("K").ToSearchAttributeCollection();

        Assert.Equal([SearchAttributeKey.CreateText("K")], second);
        Assert.Empty(third);
        Assert.Single(first);
    }

    private static Payload Json(string json, string? type)
    {
        var payload = new Payload { Data = ByteString.CopyFromUtf8(json), Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") } };
        if (type is not null)
        {
            payload.Metadata["type"] = ByteString.CopyFromUtf8(type);
        }

        return payload;
    }
}
