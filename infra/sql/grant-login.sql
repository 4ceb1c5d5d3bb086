-- Lets a login of SQL Server execute the procedure, and nothing else. Safe to run again: the second time it changes
-- nothing. For servers that know no Microsoft Entra identities; elsewhere grant-execute.sql lets the app's identity in.
-- The login exists already: docs/sql-login.md creates it, so that no file and no history has its password.
--
-- Run it in the procedure's database, as somebody who may create users there:
--   node infra/scripts/grant-sql.mjs --print    prints the script with the values filled in, for any SQL tool
--   sqlcmd -b -i infra/sql/grant-login.sql -v LoginName=spjamkerja_app ProcedureName=dbo.spJamkerja
SET NOCOUNT ON;
SET XACT_ABORT ON;

DECLARE @login sysname = N'$(LoginName)';
DECLARE @procedure nvarchar(400) = N'$(ProcedureName)';
DECLARE @statement nvarchar(max);
DECLARE @message nvarchar(2048);

DECLARE @objectId int = OBJECT_ID(@procedure, N'P');
IF @objectId IS NULL
BEGIN
  SET @message = CONCAT(N'There is no procedure ', @procedure, N' in database ', DB_NAME(),
    N', or you may not see it. Nothing was changed.');
  THROW 50000, @message, 1;
END;

IF SUSER_ID(@login) IS NULL
BEGIN
  SET @message = CONCAT(N'There is no login ', @login, N' on this server, or you may not see it. Create it first: ',
    N'docs/sql-login.md has the command. Nothing was changed.');
  THROW 50000, @message, 1;
END;

IF IS_SRVROLEMEMBER(N'sysadmin', @login) = 1
BEGIN
  SET @message = CONCAT(N'The login ', @login, N' administers the server. Whoever takes over the app would too. ',
    N'Create another login for it. Nothing was changed.');
  THROW 50000, @message, 1;
END;

-- A user may be mapped to the login under another name, or be left over from an older login of the same name.
DECLARE @user sysname = (SELECT name FROM sys.database_principals WHERE sid = SUSER_SID(@login));
IF @user = N'dbo'
BEGIN
  SET @message = CONCAT(N'The login ', @login, N' owns the database. Whoever takes over the app would too. ',
    N'Create another login for it. Nothing was changed.');
  THROW 50000, @message, 1;
END;
IF @user IS NULL AND DATABASE_PRINCIPAL_ID(@login) IS NOT NULL
BEGIN
  SET @message = CONCAT(N'The database has a user ', @login, N' that belongs to another login, as after restoring a ',
    N'backup. Run ALTER USER ', QUOTENAME(@login), N' WITH LOGIN = ', QUOTENAME(@login), N'. Nothing was changed.');
  THROW 50000, @message, 1;
END;
IF @user IS NULL
BEGIN
  SET @statement = CONCAT(N'CREATE USER ', QUOTENAME(@login), N' FOR LOGIN ', QUOTENAME(@login));
  EXEC sys.sp_executesql @statement;
  SET @user = @login;
  PRINT CONCAT(N'Created user ', @user, N'.');
END;

IF NOT EXISTS (
  SELECT 1
  FROM sys.database_permissions AS granted
  WHERE granted.class = 1
    AND granted.major_id = @objectId
    AND granted.minor_id = 0
    AND granted.grantee_principal_id = DATABASE_PRINCIPAL_ID(@user)
    AND granted.type = 'EX'
    AND granted.state IN ('G', 'W')
)
BEGIN
  SET @statement = CONCAT(N'GRANT EXECUTE ON OBJECT::', QUOTENAME(OBJECT_SCHEMA_NAME(@objectId)), N'.',
    QUOTENAME(OBJECT_NAME(@objectId)), N' TO ', QUOTENAME(@user));
  EXEC sys.sp_executesql @statement;
  PRINT CONCAT(N'Granted EXECUTE on ', @procedure, N' to ', @user, N'.');
END;
