using System.Text;

namespace ProdGap.Analyzers.Tasks.Scanning;

/// <content>
/// The code that runs when an address is requested: the arguments of <c>app.MapGet("…", …)</c>, and methods with <c>[HttpGet("…")]</c>.
/// Brackets are matched, nothing more; what is not recognized stays part of the file.
/// </content>
internal sealed partial class SourceScanner
{
    private readonly List<SourceHandler> handlers = [];

    /// <summary>The variables that hold a group of routes, with its prefix, and how deep in brackets they are known.</summary>
    private readonly Dictionary<string, (string Prefix, int Level)> groups = new(StringComparer.Ordinal);

    /// <summary>The addresses of the component that is being read.</summary>
    private readonly SortedSet<string> pages = new(StringComparer.Ordinal);

    private SourceHandler? handler;

    private int level;

    /// <summary>The level inside of the list of attributes that is being read; zero outside.</summary>
    private int attributes;

    /// <summary>The word just read, where it may be a name, and what stood in front of its dot.</summary>
    private string word = "", receiver = "";

    /// <summary>The variable that the statement assigns, and the prefix of the groups that it has begun.</summary>
    private string assigned = "", statementPrefix = "";

    private string typeName = "", typePrefix = "";

    /// <summary>The address of the class or method whose attributes are being read.</summary>
    private string route = "";

    private Address address;

    private bool isRead;

    /// <summary>True where the brackets may not match: one of two parts is compiled.</summary>
    private bool hasAlternatives;

    /// <summary>What the next text is the address of.</summary>
    private enum Address
    {
        None,
        Handler,
        Group,
        Declaration,
    }

    private void StartHandlers()
    {
        handlers.Clear();
        groups.Clear();
        pages.Clear();
        (handler, level, attributes, address, isRead, hasAlternatives) = (null, 0, 0, Address.None, false, false);
        word = receiver = assigned = statementPrefix = typeName = typePrefix = route = "";
    }

    /// <summary>The handlers of the file; none where it cannot be told where they end.</summary>
    private List<SourceHandler> Handlers()
    {
        if (handler is not null || level != 0 || hasAlternatives)
        {
            Fold();
            handlers.Clear();
        }

        return handlers;
    }

    /// <summary>What the handlers use, the file uses.</summary>
    private void Fold()
    {
        foreach (var part in handler is null ? handlers : handlers.Append(handler))
        {
            part.CopyTo(names);
        }
    }

    private void Use(int name, NameUse use)
    {
        if (handler is null)
        {
            names.Use(name, use);
        }
        else
        {
            handler.Use(name, use);
        }
    }

    /// <summary>A word that is no keyword.</summary>
    private void Note(string name, NameKind kind, char before)
    {
        (receiver, word, address) = (before == '.' ? word : "", name, Address.None);
        if (attributes > 0 && level == attributes && before is '[' or ',' or ':')
        {
            NoteAttribute(name, kind);
        }
        else if ((kind & NameKind.Maps) != 0 && before == '.' && IsCalled())
        {
            if (name == "MapGroup")
            {
                address = Address.Group;
                statementPrefix = PrefixOf(receiver);
                groups.Remove(assigned);
            }
            else if (handler is null)
            {
                handler = new(level, type: null, "");
                handler.Answers(name.Substring("Map".Length), PrefixOf(receiver), template: null);
                address = Address.Handler;
            }
        }
        else if (handler is { IsMethod: true } && attributes > 0 && name is "Name" or "Order")
        {
            handler!.HasNoTemplate();
        }
    }

    private void NoteAttribute(string name, NameKind kind)
    {
        if ((kind & NameKind.HttpVerb) != 0 && handler is null or { IsMethod: true })
        {
            handler ??= new(attributes - 1, typeName, route);
            handler.Answers(name.Substring("Http".Length).Replace("Attribute", ""), typePrefix, IsCalled() ? null : "");
            address = Address.Handler;
        }
        else if (name is "Route" or "RouteAttribute")
        {
            address = Address.Declaration;
        }
    }

    /// <summary>The address of a class stands in front of it.</summary>
    private void NoteType(string name) => (typeName, typePrefix, route) = (name, route, "");

    private string PrefixOf(string variable) => variable.Length == 0 ? statementPrefix : groups.TryGetValue(variable, out var group) ? group.Prefix : "";

    /// <summary>Notes the address of <c>@page "/orders"</c>; the page without one has that of its file.</summary>
    private void Page()
    {
        var from = at + "@page ".Length;
        while (from < end && text[from] == ' ')
        {
            from++;
        }

        var to = from + 1;
        while (to < end && text[to] is not ('"' or '\r' or '\n'))
        {
            to++;
        }

        if (from < end && text[from] == '"' && to < end && text[to] == '"')
        {
            pages.Add("Get:/" + new string(text, from + 1, to - from - 1).Trim('/').Replace(" ", "%20").Replace("\t", "%20"));
        }
    }

    private bool IsAhead(string words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (at + i >= end || text[at + i] != words[i])
            {
                return false;
            }
        }

        return true;
    }

    private bool IsCalled()
    {
        var to = at;
        while (to < end && char.IsWhiteSpace(text[to]))
        {
            to++;
        }

        return to < end && text[to] == '(';
    }

    /// <summary>A text; as first argument it may be an address.</summary>
    private void NoteLiteral(StringBuilder literal)
    {
        word = "";
        switch (address)
        {
            case Address.Handler:
                handler!.Template = literal.ToString();
                isRead = true;
                break;
            case Address.Group:
                statementPrefix = statementPrefix.TrimEnd('/') + "/" + literal.ToString().TrimStart('/');
                isRead = true;
                break;
            case Address.Declaration when handler is not null:
                handler.DeclaredRoute = literal.ToString();
                address = Address.None;
                break;
            case Address.Declaration:
                route = literal.ToString();
                address = Address.None;
                break;
        }
    }

    /// <summary>A character of code that is neither part of a word nor of a text.</summary>
    private void NoteMark(char c)
    {
        if (isRead)
        {
            NoteEndOfAddress(isWhole: c is ',' or ')');
        }

        switch (c)
        {
            case '(' or '[' or '{':
                Open(c);
                break;
            case ')' or ']' or '}':
                Close(c);
                break;
            case ';':
                (assigned, statementPrefix, route) = ("", "", "");
                if (handler is { IsMethod: true } && level <= handler.Level && (handler.IsArrow || !handler.HasBody))
                {
                    EndHandler();
                }

                break;
            case '=' when Next() == '>':
                if (handler is { IsMethod: true, HasBody: false } && level == handler.Level)
                {
                    handler.IsArrow = true;
                }

                break;
            case '=' when Next() != '=' && previous == 'a':
                assigned = word;
                break;
        }

        if (c is not ('.' or '?' or '!'))
        {
            word = "";
        }

        if (c is not '(')
        {
            address = Address.None;
        }
    }

    /// <summary>An address that goes on behind the text is not known.</summary>
    private void NoteEndOfAddress(bool isWhole)
    {
        isRead = false;
        if (address == Address.Handler && !isWhole)
        {
            handler!.Template = null;
        }
        else if (address == Address.Group)
        {
            statementPrefix = isWhole ? statementPrefix : "";
            if (assigned.Length > 0)
            {
                groups[assigned] = (statementPrefix, level);
            }
        }
    }

    private void Open(char c)
    {
        if (c == '[' && attributes == 0 && previous is '{' or '}' or ';' or ']' or '\n')
        {
            attributes = level + 1;
        }
        else if (handler is { IsMethod: true, IsArrow: false, HasBody: false } && level == handler.Level)
        {
            if (c == '(' && attributes == 0 && previous == 'a' && word.Length > 0)
            {
                handler.Member = word;
            }

            handler.HasBody = c == '{';
        }

        route = c == '{' ? "" : route;
        level++;
    }

    private void Close(char c)
    {
        level--;
        attributes = attributes > level ? 0 : attributes;
        if (handler is not null && (level < handler.Level || (level == handler.Level && c == (handler.IsMethod ? '}' : ')') && !handler.IsArrow)))
        {
            EndHandler();
        }

        if (c == '}')
        {
            route = "";
            if (groups.Count > 0)
            {
                foreach (var left in groups.Where(group => group.Value.Level > level).Select(group => group.Key).ToList())
                {
                    groups.Remove(left);
                }
            }
        }
    }

    private void EndHandler()
    {
        handlers.Add(handler!);
        handler = null;
    }
}
