using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using ProdGap.Tool.Output;

namespace ProdGap.Tool.Report.Page;

/// <summary>
/// HTML that is built from literals and values. A value is always encoded, whether it stands in a text or in a quoted attribute; only
/// what is <see cref="Markup"/> itself goes in as it is. So no name of a repository can become a tag.
/// </summary>
internal sealed class Markup
{
    private readonly StringBuilder text = new();

    /// <summary>Adds markup: the literal parts as they are, the values encoded.</summary>
    public Markup Add([InterpolatedStringHandlerArgument("")] Handler markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>A text of ours that is markup already, such as the style sheet.</summary>
    public static Markup Raw(string markup)
    {
        var made = new Markup();
        made.text.Append(markup);
        return made;
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    /// <summary>Takes the parts of an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Handler
    {
        private readonly Markup into;

        public Handler(int literalLength, int formattedCount, Markup into)
        {
            _ = literalLength;
            _ = formattedCount;
            this.into = into;
        }

        public void AppendLiteral(string literal) => into.text.Append(literal);

        public void AppendFormatted(string? value) => into.text.Append(HtmlEncoder.Default.Encode(SafeText.Of(value ?? "")));

        public void AppendFormatted(int value) => into.text.Append(CultureInfo.InvariantCulture, $"{value}");

        public void AppendFormatted(double value) => into.text.Append(CultureInfo.InvariantCulture, $"{value:0.###}");

        public void AppendFormatted(Markup value) => into.text.Append(value.text);
    }
}
