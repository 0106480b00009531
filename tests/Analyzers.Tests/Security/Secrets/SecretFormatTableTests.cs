using ProdGap.Analyzers.Security.Secrets;
using ProdGap.Analyzers.Security.Secrets.Formats;

namespace ProdGap.Analyzers.Tests.Security.Secrets;

/// <summary>Every row of the table finds its true sample and lets its look-alikes go.</summary>
public sealed class SecretFormatTableTests
{
    public static TheoryData<int, string> Rows
    {
        get
        {
            var rows = new TheoryData<int, string>();
            for (var i = 0; i < SecretFormats.All.Length; i++)
            {
                rows.Add(i, SecretFormats.All[i].Name);
            }

            return rows;
        }
    }

    [Fact]
    public void There_are_at_least_eighty_providers_and_every_row_says_what_it_is()
    {
        Assert.InRange(SecretFormats.All.Select(format => format.Provider).Distinct().Count(), 80, 1000);
        Assert.Equal(SecretFormats.All.Length, SecretFormats.All.Select(format => format.Shape).Distinct().Count());
        Assert.All(SecretFormats.All, format =>
        {
            Assert.NotEmpty(format.Provider);
            Assert.NotEmpty(format.Kind);
            Assert.NotEmpty(format.Check.Says);
            Assert.NotEmpty(format.Anchor);
            Assert.True(format.Anchor.All(char.IsAscii));
            Assert.NotEqual(Confidence.None, format.Usual);
            Assert.DoesNotMatch("secret in|[.]$", format.Name);
        });
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_true_sample_is_found(int row, string name)
    {
        var format = SecretFormats.All[row];
        for (var seed = 0; seed < 8; seed++)
        {
            var sample = SecretFormatSamples.Of(format, seed);
            foreach (var (before, after) in new[]
            {
                ("", ""), ("\"", "\""), ("'", "'"), ("key=", ""), ("key=", ";next=1"), ("Use ", " for this, and rotate it."), ("(", ")"), ("{\"a\": \"", "\"}"),
                ("<add value=\"", "\" />"), ("line\r\n", "\r\nline"), ("\\n", "\\n"), ("caf\u00E9 ", " caf\u00E9"), ("\uD83D", "\uD83D"), ("\t", ","), ("`", "`"),
            })
            {
                if (before == "\\n" && format.Parts[0].Max > format.Parts[0].Min)
                {
                    continue; // The escape's letter could be the token's first.
                }

                var text = before + sample.Text + after;
                var match = SecretFormats.Find(text);
                Assert.True(match.HasValue, $"{name}, seed {seed}, between '{before}' and '{after}': not found");
                Assert.Equal(format.Name, match.Value.Format.Name);
                Assert.Same(format, match.Value.Format);
                Assert.Equal(format.Usual, match.Value.Confidence);
                Assert.Equal(sample.Secret, text.Substring(match.Value.Start, match.Value.Length));
                Assert.Equal(text.IndexOf(sample.Text, StringComparison.Ordinal) + sample.Text.IndexOf(sample.Secret, StringComparison.Ordinal), match.Value.Start);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_look_alike_is_not_found(int row, string name)
    {
        for (var seed = 0; seed < 4; seed++)
        {
            foreach (var (difference, text) in SecretFormatSamples.LookAlikes(SecretFormats.All[row], seed))
            {
                var match = SecretFormats.Find(text);
                Assert.False(match.HasValue, $"{name}: {difference} is found as {match?.Format.Name}: {text}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Half_a_sample_is_not_found(int row, string name)
    {
        var format = SecretFormats.All[row];
        if (!format.Check.FindsTheEnd)
        {
            var sample = SecretFormatSamples.Of(format);
            var half = sample.Text[..(sample.Text.Length - (sample.Secret.Length / 2) - 1)];
            Assert.True(SecretFormats.Find(half) is null, name);
        }
    }
}
