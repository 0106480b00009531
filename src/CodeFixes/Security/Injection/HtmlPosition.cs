using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.CodeFixes.Security.Injection;

/// <summary>Where in HTML a hole stands: encoded for HTML, a value is harmless in text and inside the quotes of most attributes, and nowhere else.</summary>
internal sealed class HtmlPosition
{
    /// <summary>Attributes whose value is an address, a script or a style: an encoded one still says what it wants.</summary>
    private static readonly string[] OtherLanguages = ["href", "src", "srcset", "srcdoc", "action", "formaction", "data", "poster", "background", "cite", "ping", "style", "xlink:href"];

    /// <summary>Elements whose content is no HTML.</summary>
    private static readonly string[] OtherElements = ["script", "style", "noscript", "iframe", "xmp"];

    private State state;
    private char quote;
    private string element = "";
    private string attribute = "";
    private string raw = "";
    private bool isWritten;

    private enum State
    {
        Text,
        Tag,
        Element,
        Attribute,
        Value,
        Quoted,
        Bare,
        Comment,
    }

    /// <summary>True for a hole whose value may be encoded for HTML where it stands.</summary>
    public static bool IsForText(List<TextPart> text, int hole)
    {
        // A value that is all of the text may be meant to be HTML.
        if (!text.Exists(static part => part.Literal is { Length: > 0 }))
        {
            return false;
        }

        var position = new HtmlPosition();
        for (var i = 0; i < hole; i++)
        {
            position.Read(text[i].Literal);
        }

        return position.state switch
        {
            State.Text => position.raw.Length == 0,
            State.Quoted => Array.IndexOf(OtherLanguages, position.attribute) < 0 && !position.attribute.StartsWith("on", StringComparison.Ordinal),
            _ => false,
        };
    }

    private void Read(string? literal)
    {
        if (literal is null)
        {
            // A hole in a name or a bare value goes on with it; anywhere else it changes nothing.
            state = state is State.Value ? State.Bare : state;
            isWritten = true;
            return;
        }

        for (var i = 0; i < literal.Length; i++)
        {
            var character = literal[i];
            switch (state)
            {
                case State.Text:
                    if (character == '<' && raw.Length > 0)
                    {
                        if (string.Compare(literal, i + 1, "/" + raw, 0, raw.Length + 1, StringComparison.OrdinalIgnoreCase) == 0)
                        {
                            raw = "";
                        }
                    }
                    else if (character == '<' && string.CompareOrdinal(literal, i, "<!--", 0, 4) == 0)
                    {
                        state = State.Comment;
                    }
                    else if (character == '<' && i + 1 < literal.Length && (char.IsLetter(literal[i + 1]) || literal[i + 1] is '/' or '!'))
                    {
                        (state, element) = (State.Element, "");
                    }
                    else if (character == '<' && i + 1 == literal.Length)
                    {
                        // <{name}
                        (state, element) = (State.Element, "");
                    }

                    break;

                case State.Comment:
                    state = character == '>' && i >= 2 && literal[i - 1] == '-' && literal[i - 2] == '-' ? State.Text : state;
                    break;

                case State.Element when char.IsLetterOrDigit(character) || character is '/' or '!' or '-':
                    element += char.ToLowerInvariant(character);
                    break;

                case State.Quoted:
                    state = character == quote ? State.Tag : state;
                    break;

                case State.Bare when !char.IsWhiteSpace(character) && character != '>':
                    break;

                case State.Value when character is '"' or '\'':
                    (state, quote) = (State.Quoted, character);
                    break;

                case State.Value when !char.IsWhiteSpace(character) && character != '>':
                    state = State.Bare;
                    break;

                case State.Value when character != '>':
                    break;

                default:
                    InTag(character);
                    break;
            }
        }
    }

    private void InTag(char character)
    {
        if (character == '>')
        {
            raw = Array.IndexOf(OtherElements, element) >= 0 ? element : "";
            state = State.Text;
        }
        else if (character == '=')
        {
            state = State.Value;
        }
        else if (char.IsWhiteSpace(character) || character == '/')
        {
            state = state is State.Element or State.Bare or State.Tag ? State.Tag : state;
            isWritten = true;
        }
        else
        {
            attribute = state == State.Attribute && !isWritten ? attribute + char.ToLowerInvariant(character) : char.ToLowerInvariant(character).ToString();
            (state, isWritten) = (State.Attribute, false);
        }
    }
}
