using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.Core.Taint.Sources;

/// <summary>What the app itself decides although no constant stands there: its settings, names of types and members, texts that it ships.</summary>
internal static class TrustedSources
{
    private static readonly (string Type, string[] Members)[] Members =
    [
        ("System.Reflection.MemberInfo", ["Name"]),
        ("System.Type", ["Name", "FullName", "Namespace", "AssemblyQualifiedName"]),
        ("Microsoft.Extensions.Configuration.IConfiguration", ["*"]),
        ("Microsoft.Extensions.Configuration.IConfigurationSection", ["*"]),
        ("Microsoft.Extensions.Hosting.IHostEnvironment", ["*"]),
        ("Microsoft.AspNetCore.Hosting.IWebHostEnvironment", ["*"]),
        ("Microsoft.Extensions.Localization.LocalizedString", ["*"]),
        ("Microsoft.Extensions.Localization.IStringLocalizer", ["*"]),
        ("System.Data.Common.DbConnection", ["Database", "DataSource", "ServerVersion", "ConnectionString"]),
        ("System.Data.IDbConnection", ["Database", "ConnectionString"]),
        ("System.Data.Common.DbConnectionStringBuilder", ["*"]),
        ("System.AppContext", ["*"]),
        ("System.AppDomain", ["*"]),
        ("System.Environment", ["*"]),
        ("System.Globalization.CultureInfo", ["*"]),
    ];

    private static readonly (string Type, string[] Methods)[] Methods =
    [
        ("System.IO.Path", ["GetTempPath", "GetTempFileName", "GetRandomFileName"]),
        ("System.Enum", ["GetName", "GetNames"]),
        ("System.Environment", ["GetEnvironmentVariable", "GetFolderPath"]),
        ("System.IO.Directory", ["GetCurrentDirectory"]),
        ("Microsoft.Extensions.Configuration.ConfigurationBinder", ["*"]),
        ("Microsoft.Extensions.Configuration.ConfigurationExtensions", ["*"]),
        ("Microsoft.Extensions.Configuration.IConfiguration", ["*"]),
        ("System.Resources.ResourceManager", ["GetString"]),
        ("Microsoft.EntityFrameworkCore.RelationalEntityTypeExtensions", ["*"]),
        ("Microsoft.EntityFrameworkCore.RelationalPropertyExtensions", ["*"]),
        ("Microsoft.EntityFrameworkCore.Migrations.IHistoryRepository", ["*"]),
        ("Microsoft.EntityFrameworkCore.Storage.ISqlGenerationHelper", ["*"]),
    ];

    /// <summary>True for a value that the app's own files or its host decide.</summary>
    public static bool Reads(IOperation value, KnownTypes known)
        => value switch
        {
            INameOfOperation or ITypeOfOperation => true,
            IPropertyReferenceOperation { Property: var property } => IsSetting(property.ContainingType) || MemberTable.Has(Members, property, known),
            IFieldReferenceOperation { Field: var field } => IsSetting(field.ContainingType),
            IInvocationOperation { TargetMethod: var method } => MemberTable.Has(Methods, method.ReducedFrom ?? method, known),
            IParameterReferenceOperation { Parameter: var parameter } => AttributeLookup.Has(parameter, known, "System.Runtime.CompilerServices.CallerMemberNameAttribute") || AttributeLookup.Has(parameter, known, "System.Runtime.CompilerServices.CallerFilePathAttribute") || AttributeLookup.Has(parameter, known, "System.Runtime.CompilerServices.CallerArgumentExpressionAttribute"),
            _ => false,
        };

    /// <summary>True for a type that holds settings, by its name.</summary>
    private static bool IsSetting(INamedTypeSymbol? type)
        => type is { Name: var name } && (name.EndsWith("Options", StringComparison.Ordinal) || name.EndsWith("Settings", StringComparison.Ordinal) || name.EndsWith("Configuration", StringComparison.Ordinal) || name.EndsWith("Config", StringComparison.Ordinal));
}
